import type { Site } from "../../../../protocol/generated/directory.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { Card, SwitchRow, TextRow } from "./Rows.tsx";

/** What visitors are asked and offered when a chat is over. */
export function SiteAfter({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const { widget: w } = useSetupWords();
  const { survey, transcript } = site;
  return (
    <Card heading={w.after} text={w.afterText}>
      <SwitchRow
        field="survey.on"
        said={w.survey}
        value={survey.on}
        change={(on) => change({ survey: { ...survey, on } })}
      />
      {survey.on && (
        <>
          <TextRow
            field="survey.question"
            said={w.question}
            value={survey.question}
            change={(question) => change({ survey: { ...survey, question } })}
          />
          <SwitchRow
            field="survey.comment"
            said={w.comment}
            value={survey.comment}
            change={(comment) => change({ survey: { ...survey, comment } })}
          />
        </>
      )}
      <SwitchRow
        field="transcript.email"
        said={w.email}
        value={transcript.email}
        change={(email) => change({ transcript: { ...transcript, email } })}
      />
      <SwitchRow
        field="transcript.download"
        said={w.download}
        value={transcript.download}
        change={(download) => change({ transcript: { ...transcript, download } })}
      />
    </Card>
  );
}
