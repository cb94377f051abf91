interface PipsProps {
  readonly taken: number;
  readonly held: number;
  readonly max: number;
  readonly label: string;
}

const PIPS_MAX = 12;

/** Sessions, one mark each: taken, held by an offer, free. */
export function Pips({ taken, held, max, label }: PipsProps) {
  const shown = Math.min(Math.max(max, taken + held), PIPS_MAX);
  return (
    <span className="pips" role="img" aria-label={label}>
      {Array.from({ length: shown }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pips have no identity but their place
        <span key={index} className={pip(index, taken, held)} />
      ))}
    </span>
  );
}

function pip(index: number, taken: number, held: number): string {
  if (index < taken) return "pip pip--taken";
  return index < taken + held ? "pip pip--held" : "pip";
}
