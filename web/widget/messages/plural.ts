/** Counts in languages that have more than one and many (CLDR plural rules, by way of the browser). */

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/**
 * The form that fits the count; `#` in it stands for the number, in the language's own digits. Forms
 * that are never shown, or like `other`, are left out.
 */
export function plural(language: string, forms: Forms): (count: number) => string {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (count) => (forms[rules.select(count)] ?? forms.other).replace("#", digits.format(count));
}
