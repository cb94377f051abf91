/** The names of the groups of emoji. Fetched with the picker. */

import type { EmojiGroup } from "../../shown/emoji.ts";

export interface EmojiWords {
  readonly groups: Readonly<Record<EmojiGroup["id"], string>>;
}

const en: EmojiWords = {
  groups: {
    faces: "Faces",
    hands: "Gestures",
    hearts: "Feelings",
    things: "Things",
    signs: "Signs",
  },
};

const de: EmojiWords = {
  groups: {
    faces: "Gesichter",
    hands: "Gesten",
    hearts: "Gefühle",
    things: "Dinge",
    signs: "Zeichen",
  },
};

const ar: EmojiWords = {
  groups: {
    faces: "وجوه",
    hands: "إيماءات",
    hearts: "مشاعر",
    things: "أشياء",
    signs: "علامات",
  },
};

const CATALOGUES: Readonly<Record<string, EmojiWords>> = { en, de, ar };

export function emojiWords(language: string): EmojiWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}
