/** The desk's texts about files. */

export const filesEn = {
  attach: "Send a file",
  drop: (name: string) => `Drop files to send them to ${name}`,
  list: "Files on their way",
  waiting: "Waiting",
  sending: (percent: number) => `Sending, ${percent} %`,
  checking: "Being checked for viruses",
  done: "Sent",
  stop: (name: string) => `Stop sending ${name}`,
  dismiss: (name: string) => `Dismiss ${name}`,
  again: "Try again",
  save: (name: string) => `Save ${name}`,
  /** Before the file’s name, for those who hear it. */
  saveVerb: "Save",
  show: (name: string) => `Show ${name}`,
  erased: "The file was deleted.",
  gone: "No longer available",
  fetching: "Fetching…",
  lightbox: (name: string, at: number, all: number) =>
    all > 1 ? `${name}, picture ${at} of ${all}` : name,
  place: (at: number, all: number) => `${at} of ${all}`,
  previous: "Previous picture",
  next: "Next picture",
  close: "Close",
  tooLarge: (most: string) => `Too large. The limit is ${most}.`,
  failures: {
    empty: "The file is empty.",
    type_not_allowed: "Files of this type can’t be sent on this site.",
    type_mismatch: "The file is not what its name says.",
    needs_scanner: "Archives need a virus scanner, and none is set up.",
    image_unreadable: "The picture can’t be read.",
    image_too_large: "The picture has too many pixels.",
    infected: "The virus scanner found something in the file.",
    over_scan_limit: "Too large for the virus scanner.",
    not_scanned: "The virus scanner was away for too long.",
    chat_quota: "The files of this chat are too large together.",
    not_engaged: "Files can be sent while the chat is engaged.",
    chat_ended: "The chat is over for the visitor.",
    not_found: "You are no longer in this chat.",
    uploads_off: "Files are switched off for this chat.",
    no_space: "The server has no room for files.",
    offline: "The connection was lost.",
  } as Readonly<Record<string, string>>,
  failed: "The file could not be sent.",
};

/** On the admin's page of a site. */
export const siteFilesEn = {
  heading: "Files",
  text: "What a file is, is told by its bytes, not by its name. Pictures are made anew, without the place they were taken at.",
  types: [
    "Types that may be sent",
    "By visitors and by agents. Whether files may be sent at all, and how large they may be, stands under Settings: CHAT_FILEATACHE_CMD, FATTACH_MAX_SIZE.",
  ] as const,
  none: "None: no files can be sent.",
  add: "Add a type",
  known: {
    "image/png": "PNG picture",
    "image/jpeg": "JPEG picture",
    "image/gif": "GIF picture",
    "image/webp": "WebP picture",
    "application/pdf": "PDF",
    "text/plain": "Plain text",
    "text/csv": "CSV table",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
      "Word document (needs a virus scanner)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
      "Excel sheet (needs a virus scanner)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation":
      "PowerPoint slides (needs a virus scanner)",
    "application/vnd.oasis.opendocument.text": "OpenDocument text (needs a virus scanner)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument sheet (needs a virus scanner)",
    "application/zip": "ZIP archive (needs a virus scanner)",
    "audio/mpeg": "MP3 sound",
    "video/mp4": "MP4 video",
  } as Readonly<Record<string, string>>,
};
