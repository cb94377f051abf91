/** Changing one's own password. */

export const passwordEn = {
  open: "Change password…",
  heading: "Change your password",
  current: "Current password",
  currentHint: "Leave it empty if you came by a link and have none yet.",
  password: "New password",
  passwordHint: "10 to 256 characters.",
  stays: "You stay signed in here. Your other browsers are signed out.",
  yes: "Change password",
  cancel: "Cancel",
  close: "Close",
  done: "Your password is changed",
  doneText: "You are signed out in your other browsers. Next time, sign in with the new one.",
  answers: {
    wrong_password: "The current password is not right.",
    unfit_password: "The new password needs 10 to 256 characters.",
    too_many_tries: "Too many tries. Wait a while, then try again.",
    failed: "The password could not be changed. Try again.",
  },
};
