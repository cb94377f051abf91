import { type ClipboardEvent, type DragEvent, useState } from "react";
import { filesIn } from "../../../shown/file_sizes.ts";
import type { Uploads } from "../../../shown/uploads.ts";

/** What takes files that are dropped on it or pasted into it; `isOver`: some hang above it. */
export function useDrops(uploads: Uploads, isOpen: boolean) {
  const [isOver, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
    isOpen && dataTransfer.types.includes("Files");
  const handlers = {
    onDragOver(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave({ currentTarget, relatedTarget }: DragEvent): void {
      const isStillIn = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
      if (!isStillIn) setOver(false);
    },
    onDrop(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      uploads.add(filesIn(event.dataTransfer));
    },
    onPaste(event: ClipboardEvent): void {
      const pasted = isOpen ? filesIn(event.clipboardData) : [];
      if (pasted.length === 0) return;
      event.preventDefault();
      uploads.add(pasted);
    },
  };
  return { isOver: isOver && isOpen, handlers };
}
