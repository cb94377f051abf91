import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useWords } from "../desk_context.ts";
import "./stars.css";

const SCORES = [1, 2, 3, 4, 5] as const;

/** A rating, 1 bad to 5 good. */
export function Stars({ score }: { readonly score: number }) {
  const { rating: words } = useWords();
  return (
    <span className="stars" role="img" aria-label={words.outOf5(score)} title={words.outOf5(score)}>
      {SCORES.map((each) => {
        const Star = each <= score ? IconStarFilled : IconStar;
        return <Star key={each} size={13} aria-hidden />;
      })}
    </span>
  );
}
