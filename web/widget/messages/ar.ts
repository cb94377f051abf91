/** Arabic: read from right to left, and with six plural forms. */

import type { Messages } from "./en.ts";
import { plural } from "./plural.ts";

const seconds = plural("ar", {
  zero: "أقل من ثانية",
  one: "ثانية واحدة",
  two: "ثانيتين",
  few: "# ثوانٍ",
  many: "# ثانية",
  other: "# ثانية",
});
const characters = plural("ar", {
  zero: "لا أحرف",
  one: "حرف واحد",
  two: "حرفان",
  few: "# أحرف",
  many: "# حرفًا",
  other: "# حرف",
});

export const ar: Messages = {
  chatWith: (site) => `محادثة مع ${site}`,
  minimise: "تصغير المحادثة",
  endChat: "إنهاء المحادثة",

  greeting: "كيف يمكننا مساعدتك؟",
  waitShort: "نرد عادةً خلال دقيقة",
  waitAbout: (wait) => `وقت الانتظار المتوقع: ${wait}`,
  inTurn: "نجيب بالترتيب حالما يتفرغ أحدنا",
  minutes: plural("ar", {
    zero: "أقل من دقيقة",
    one: "نحو دقيقة",
    two: "نحو دقيقتين",
    few: "نحو # دقائق",
    many: "نحو # دقيقة",
    other: "نحو # دقيقة",
  }),
  underAMinute: "أقل من دقيقة",

  optional: "اختياري",
  start: "بدء المحادثة",
  missing: (label) => `يرجى ملء «${label}».`,
  noEmail: "لا يبدو هذا عنوان بريد إلكتروني؛ يكون مثل name@example.com.",
  tooLong: (max) => `الحد الأقصى هنا: ${characters(max)}.`,

  closedTitle: "نحن مغلقون الآن",
  busyTitle: "الجميع منشغلون الآن",
  closedText: "لا يوجد من يجيب حاليًا. يرجى العودة في ساعات العمل.",
  tryAgain: "حاول مرة أخرى",

  asking: "جارٍ الاتصال…",
  queueNext: "دورك هو التالي",
  queueAhead: plural("ar", {
    zero: "لا أحد قبلك",
    one: "قبلك شخص واحد",
    two: "قبلك شخصان",
    few: "قبلك # أشخاص",
    many: "قبلك # شخصًا",
    other: "قبلك # شخص",
  }),
  queueSoon: "نبحث عمن يساعدك",
  queueStay: "يمكنك متابعة تصفح الموقع. سنخبرك حالما يحضر أحدنا.",
  yourQuestion: "سؤالك",
  leaveQueue: "مغادرة الانتظار",

  you: "أنت",
  says: (name, text) => `${name}: ${text}`,
  transcript: "الرسائل",
  today: "اليوم",
  yesterday: "أمس",
  erased: "حُذفت هذه الرسالة.",
  offRecord: "خارج السجل",
  pushedUrl: (name) => `أرسل إليك ${name} رابطًا`,
  opensNewTab: "يُفتح في علامة تبويب جديدة",
  pushedHtml: (name) => `أرسل إليك ${name} صفحة`,
  joined: (name) => `انضم ${name} إلى المحادثة`,
  left: (name) => `غادر ${name} المحادثة`,
  leads: (name) => `يتولى ${name} مساعدتك الآن`,
  passedOn: "يجري تحويلك. عدت إلى الانتظار وتحتفظ بمكانك",
  lineLost: (name) => `انقطع اتصال ${name}`,
  requeuedLost: (name) => `انقطع اتصال ${name}. عدت إلى الانتظار وتحتفظ بمكانك`,
  requeued: (name) => `اضطر ${name} إلى المغادرة. عدت إلى الانتظار وتحتفظ بمكانك`,
  typing: (name) => `${name} يكتب الآن`,
  someone: "الدعم",
  and: "و",
  withYou: "معك في هذه المحادثة",
  waitingAgain: "في انتظار الزميل التالي",
  newMessages: "رسائل جديدة",

  message: "رسالة",
  placeholder: "اكتب رسالة…",
  send: "إرسال",
  attach: "إرسال ملف",
  camera: "التقاط صورة",
  emoji: "رموز تعبيرية",
  keepOff: "إبقاء هذه الرسالة خارج نصوص المحادثة",
  isKeptOff: "خارج السجل: تظهر الآن ولا تُحفظ في نصوص المحادثة",
  previewed: "يرى فريقنا ما تكتبه أثناء الكتابة",
  sound_on: "الصوت مفعّل",
  sound_off: "الصوت متوقف",
  sound_blocked: "المتصفح يمنع الصوت. اضغط للسماح به",
  left_characters: (count) =>
    count >= 0 ? `المتبقي: ${characters(count)}` : `الزائد: ${characters(-count)}`,

  sending: "جارٍ الإرسال…",
  sendingLater: "ستُرسل عند عودة الاتصال",
  sent: "أُرسلت",
  seen: "قُرئت",
  notSent: "لم تُرسل",
  maybeSent: "ربما لم تصل",
  retry: "حاول مرة أخرى",
  discard: "حذف",

  down: (left) =>
    `انقطع الاتصال. ${left > 0 ? `إعادة المحاولة بعد ${seconds(left)}` : "جارٍ إعادة الاتصال…"}`,
  kept: (left) =>
    left > 0 ? `تبقى محادثتك محفوظة ${seconds(left)} أخرى` : "ربما تكون محادثتك قد انتهت",
  tryNow: "حاول الآن",
  stopped_start_over: "غبت بعض الوقت، فأُغلق هذا الاتصال.",
  stopped_elsewhere: "تُتابَع هذه المحادثة في مكان آخر.",
  stopped_outdated: "هذه الصفحة قديمة. يرجى إعادة تحميلها.",
  stopped_failed: "تعذر الوصول إلى المحادثة من هذه الصفحة حاليًا.",
  reconnect: "إعادة الاتصال",

  agentAbsent: (name, left) =>
    `انقطع اتصال ${name}. ${
      left > 0 ? `إن لم يعد، فسنحولك بعد ${seconds(left)}.` : "يجري تحويلك…"
    }`,
  idle: (left) =>
    `هل ما زلت هنا؟ ${left > 0 ? `تنتهي هذه المحادثة بعد ${seconds(left)}` : "توشك هذه المحادثة على الانتهاء"}.`,
  stay: "ما زلت هنا",

  startNew: "بدء محادثة جديدة",
  over: "انتهت هذه المحادثة",

  refused_already_open: "لديك محادثة مفتوحة بالفعل، ربما في نافذة أخرى.",
  refused_too_many_chats: "بدأت محادثات كثيرة في وقت قصير. انتظر قليلًا من فضلك.",
  refused_sign_in_required: "سجّل الدخول في هذا الموقع أولًا، ثم يمكنك بدء محادثة.",
  refused_chat_ended: "كانت المحادثة قد انتهت.",
  refused_not_engaged: "لا أحد في المحادثة الآن.",
  refused_posts_not_allowed_yet: "يمكنك الكتابة حالما ينضم أحد.",
  refused_other: "حدث خطأ ما. حاول مرة أخرى من فضلك.",
};
