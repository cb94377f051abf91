/** Emoji to choose from, by what they are for. Their names are the reader's own system's. */

export interface EmojiGroup {
  readonly id: "faces" | "hands" | "hearts" | "things" | "signs";
  readonly emoji: readonly string[];
}

const of = (id: EmojiGroup["id"], emoji: string): EmojiGroup => ({ id, emoji: emoji.split(" ") });

export const EMOJI: readonly EmojiGroup[] = [
  of(
    "faces",
    "😀 😃 😄 😁 😅 😂 🙂 🙃 😉 😊 😇 😍 😘 😋 😜 🤗 🤭 🤔 😐 😌 😔 😴 😷 🤒 😎 🤓 😕 🙁 😮 😳 🥺 😢 😭 😤 😡 🥳",
  ),
  of("hands", "👍 👎 👌 ✌️ 🤞 👋 🙌 👏 🙏 💪 🤝 👉 👈 ☝️ ✋ ✍️"),
  of("hearts", "❤️ 🧡 💛 💚 💙 💜 🖤 💔 💯 ⭐ ✨ 🎉 🎁 🌸 🌻 ☀️"),
  of(
    "things",
    "📦 🚚 🏠 🏢 📍 📅 ⏰ ⌛ 📞 📱 💻 🖨️ 📷 📎 📄 ✉️ 🔑 🔒 🔧 💡 💳 💶 🛒 🏷️ ☕ 🍕 🚲 🚗 ✈️",
  ),
  of("signs", "✅ ❌ ⚠️ ❓ ❗ ℹ️ ➡️ ⬅️ ⬆️ ⬇️ 🔁 🔍 🆗 🆕 ♻️ 🚫"),
];

/** What stands in the box after a choice, and where the caret goes. */
export function inserted(
  text: string,
  added: string,
  from: number,
  to: number,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, from) + added + text.slice(to), caret: from + added.length };
}
