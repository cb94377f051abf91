/** What came of changing one's own password. */

export type PasswordAnswer = "changed" | "wrong_password" | "unfit_password" | "too_many_tries";

/** As the server counts them. */
export const PASSWORD_CHARACTERS_MIN = 10;

export function isPasswordAnswer(code: string): code is PasswordAnswer {
  return ["wrong_password", "unfit_password", "too_many_tries"].includes(code);
}
