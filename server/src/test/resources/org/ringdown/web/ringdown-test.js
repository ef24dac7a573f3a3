export const ringing = true;
