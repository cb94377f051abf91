/** Standard texts of make-believe. */

import { type StandardText, USUAL } from "../../protocol/generated/directory.ts";

const text = (
  more: Partial<StandardText> & Pick<StandardText, "text_id" | "title" | "bodies">,
) => ({
  ...USUAL.StandardText,
  ...more,
});

export const texts: readonly StandardText[] = [
  text({
    text_id: "hello",
    title: "Welcome",
    folder: "Greetings",
    shortcut: "hello",
    bodies: {
      en: "Hello {{end_user.name|there}}, this is {{agent.name}} from {{site.name}}. How can I help?",
      de: "Guten Tag {{end_user.name}}, hier ist {{agent.name}} von {{site.name}}.",
    },
  }),
  text({
    text_id: "moment",
    title: "One moment",
    folder: "Greetings",
    shortcut: "moment",
    bodies: { en: "One moment please, I am looking that up for you." },
  }),
  text({
    text_id: "number",
    title: "Ask for the order number",
    folder: "Orders",
    shortcut: "order",
    bodies: { en: "Could you tell me your order number? It is in the confirmation." },
  }),
  text({
    text_id: "returns",
    title: "Returns, step by step",
    folder: "Orders/Returns",
    shortcut: "returns",
    form: "html",
    queues: [],
    bodies: {
      en: "<h3>How to return something</h3><p>Within <strong>30 days</strong>, unused and in its box.</p><ol><li>Pack it safely.</li><li>Put the return slip on top, with <em>{{chat.id}}</em> on it.</li><li>Bring it to any post office.</li></ol><p>The money is back within five working days.</p>",
      de: "<h3>So geht eine Rücksendung</h3><p>Innert <strong>30 Tagen</strong>, unbenutzt.</p>",
    },
  }),
  text({
    text_id: "track",
    title: "Track a parcel",
    folder: "Orders",
    shortcut: "track",
    form: "url",
    bodies: { en: "https://carrier.example/track?for={{end_user.name}}" },
  }),
  text({
    text_id: "bye",
    title: "Goodbye",
    shortcut: "bye",
    groups: ["north"],
    bodies: { en: "Thank you, and have a good day!" },
  }),
];

export const returnsShown =
  "<h3>How to return something</h3><p>Within <strong>30 days</strong>, unused and in its box.</p><ol><li>Pack it safely.</li><li>Put the return slip on top.</li><li>Bring it to any post office.</li></ol>";
