import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../desk_context.ts";

interface DialogProps {
  readonly heading: string;
  readonly isOpen: boolean;
  readonly size?: number;
  /** Absent: it can't be waved away. */
  readonly close?: (() => void) | undefined;
  readonly withClose?: boolean;
  readonly children: ReactNode;
}

/** A named dialog over the page; focus goes in, stays in, and comes back. */
export function Dialog({ heading, isOpen, size, close, withClose, children }: DialogProps) {
  const { about } = useWords();
  return (
    <Modal.Root
      opened={isOpen}
      onClose={close ?? (() => {})}
      closeOnEscape={close !== undefined}
      size={size ?? 440}
      centered
    >
      <Modal.Overlay />
      <Modal.Content aria-label={heading}>
        <Modal.Body className="dialog">
          <div className="dialog__top">
            <h2>{heading}</h2>
            {withClose === true && <CloseButton aria-label={about.close} onClick={close} />}
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
