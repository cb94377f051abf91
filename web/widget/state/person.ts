/** Who the visitor is, as the page says and as they write. */

import type { Person } from "../../loader/contract.ts";
import type { FormValues } from "./form.ts";

/** What the page says of its visitor, where the visitor has not written anything. */
export function filledIn(values: FormValues, person: Person): FormValues {
  return {
    ...values,
    name: values["name"] || person.name || "",
    email: values["email"] || person.email || "",
  };
}
