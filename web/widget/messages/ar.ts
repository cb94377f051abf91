/** Arabic: read from right to left, and with six plural forms. */

import type { Messages } from "./en.ts";
import { plural } from "./plural.ts";

export const ar: Messages = {
  chatWith: (site) => `محادثة مع ${site}`,
  minimise: "تصغير المحادثة",
  endChat: "إنهاء المحادثة",

  greeting: "كيف يمكننا مساعدتك؟",
  waitShort: "نرد عادةً خلال دقيقة",
  waitAbout: (wait) => `وقت الانتظار المتوقع: ${wait}`,
  inTurn: "نجيب بالترتيب حالما يتفرغ أحدنا",
  seconds: plural("ar", {
    one: "ثانية واحدة",
    two: "ثانيتين",
    few: "# ثوانٍ",
    other: "# ثانية",
  }),
  minutes: plural("ar", {
    one: "نحو دقيقة",
    two: "نحو دقيقتين",
    few: "نحو # دقائق",
    other: "نحو # دقيقة",
  }),
  underAMinute: "أقل من دقيقة",

  optional: "اختياري",
  start: "بدء المحادثة",
  missing: (label) => `يرجى ملء «${label}».`,
  noEmail: "لا يبدو هذا عنوان بريد إلكتروني؛ يكون مثل name@example.com.",
  characters: plural("ar", {
    zero: "لا أحرف",
    one: "حرف واحد",
    two: "حرفان",
    few: "# أحرف",
    many: "# حرفًا",
    other: "# حرف",
  }),
  tooLong: (characters) => `الحد الأقصى هنا: ${characters}.`,

  closedTitle: "نحن مغلقون الآن",
  busyTitle: "الجميع منشغلون الآن",
  closedText: "لا يوجد من يجيب حاليًا. يرجى العودة في ساعات العمل.",
  tryAgain: "حاول مرة أخرى",

  asking: "جارٍ الاتصال…",
  queueNext: "دورك هو التالي",
  queueAhead: plural("ar", {
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
  offRecord: "خارج السجل",
  joined: (name) => `انضم ${name} إلى المحادثة`,
  typing: (name) => `${name} يكتب الآن`,
  someone: "الدعم",
  and: "و",
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

  sending: "جارٍ الإرسال…",
  sendingLater: "ستُرسل عند عودة الاتصال",
  sent: "أُرسلت",
  seen: "قُرئت",
  notSent: "لم تُرسل",

  down: (left) => `انقطع الاتصال. ${left ? `إعادة المحاولة بعد ${left}` : "جارٍ إعادة الاتصال…"}`,
  kept: (left) => (left ? `تبقى محادثتك محفوظة ${left} أخرى` : "ربما تكون محادثتك قد انتهت"),
  tryNow: "حاول الآن",

  startNew: "بدء محادثة جديدة",
  over: "انتهت هذه المحادثة",
  refused_other: "حدث خطأ ما. حاول مرة أخرى من فضلك.",
};
