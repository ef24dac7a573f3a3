/** One of the faces of the phone: it is built when it is needed, and told when anything may have changed. */
export interface View {
  /** Says which face this is, and of which call: another one is built anew. */
  readonly name: string;
  readonly root: HTMLElement;
  /** Where the focus goes when it was in the face that this one replaces. */
  readonly focus: HTMLElement;
  update(): void;
  /** A key of the physical keyboard, pressed with the focus on `target`; true when it was used. */
  key(key: string, target: EventTarget | undefined): boolean;
  /** Something was pasted while no field had the focus; true when it was used. */
  paste?(text: string): boolean;
  /** Another face takes its place for good. */
  close?(): void;
}

/** Whether keys belong to what has the focus: fields type for themselves. */
export function isField(target: EventTarget | undefined): boolean {
  return (target instanceof HTMLInputElement && target.type !== 'checkbox') || target instanceof HTMLSelectElement;
}

/** Whether Enter belongs to what has the focus. */
export function isControl(target: EventTarget | undefined): boolean {
  return target instanceof HTMLButtonElement || target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}
