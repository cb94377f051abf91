"""The standard texts of the demo's shop, in English and German."""

from parlour.directory.records import StandardText
from parlour.ids import QueueId


def demo_texts() -> list[StandardText]:
    return [*_said(), *_shown()]


def _said() -> list[StandardText]:
    return [
        StandardText(
            text_id="hello",
            title="Welcome",
            folder="Greetings",
            shortcut="hello",
            bodies={
                "en": "Hello {{end_user.name|there}}, this is {{agent.name}} from {{site.name}}."
                " How can I help?",
                "de": "Guten Tag {{end_user.name}}, hier ist {{agent.name}} von {{site.name}}."
                " Wie kann ich helfen?",
            },
        ),
        StandardText(
            text_id="moment",
            title="One moment",
            folder="Greetings",
            shortcut="moment",
            bodies={
                "en": "One moment please, I am looking that up for you.",
                "de": "Einen Augenblick bitte, ich sehe für Sie nach.",
            },
        ),
        StandardText(
            text_id="bye",
            title="Goodbye",
            folder="Greetings",
            shortcut="bye",
            bodies={
                "en": "Thank you, {{end_user.name|and}} have a good day!",
                "de": "Vielen Dank und einen schönen Tag, {{end_user.name}}!",
            },
        ),
        StandardText(
            text_id="order-number",
            title="Ask for the order number",
            folder="Orders",
            shortcut="order",
            bodies={
                "en": "Could you tell me your order number? It is in the confirmation that went to"
                " {{end_user.email|your mail address}}.",
                "de": "Nennen Sie mir bitte Ihre Bestellnummer? Sie steht in der Bestätigung an"
                " {{end_user.email|Ihre Mailadresse}}.",
            },
        ),
    ]


def _shown() -> list[StandardText]:
    return [
        StandardText(
            text_id="returns",
            title="Returns, step by step",
            folder="Orders/Returns",
            shortcut="returns",
            form="html",
            bodies={
                "en": "<h3>How to return something</h3><p>Within <strong>30 days</strong>,"
                " unused and in its box.</p><ol><li>Pack it safely.</li><li>Put the return slip"
                " on top, with <em>{{chat.id}}</em> on it.</li><li>Bring it to any post"
                " office.</li></ol><p>The money is back within five working days.</p>",
                "de": "<h3>So geht eine Rücksendung</h3><p>Innert <strong>30 Tagen</strong>,"
                " unbenutzt und im Karton.</p><ol><li>Gut verpacken.</li><li>Rücksendeschein"
                " obenauf legen, mit <em>{{chat.id}}</em> darauf.</li><li>Bei einer Poststelle"
                " abgeben.</li></ol><p>Das Geld ist in fünf Werktagen zurück.</p>",
            },
        ),
        StandardText(
            text_id="sharpening",
            title="Sharpening guide",
            folder="Workshop",
            shortcut="sharp",
            form="url",
            queues=(QueueId("workshop"),),
            bodies={
                "en": "https://halden.example/guides/sharpening?for={{end_user.name}}",
                "de": "https://halden.example/de/anleitungen/schleifen?fuer={{end_user.name}}",
            },
        ),
    ]
