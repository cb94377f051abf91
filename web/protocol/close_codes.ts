/** The close codes that the widget acts on, one by one: the whole table would be packed into it. */

import type { CloseCode } from "./frames.ts";

type Codes = typeof CloseCode;

export const TICKET_REFUSED: Codes["TICKET_REFUSED"] = 4001;
export const SIGNED_OUT: Codes["SIGNED_OUT"] = 4200;
export const TAKEN_OVER: Codes["TAKEN_OVER"] = 4201;
export const BAD_FRAMES: Codes["BAD_FRAMES"] = 4202;
export const PROTOCOL: Codes["PROTOCOL"] = 4203;
export const START_OVER: Codes["START_OVER"] = 4204;
