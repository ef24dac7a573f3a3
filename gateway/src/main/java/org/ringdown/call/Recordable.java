package org.ringdown.call;

/** Whether the sound of a call may be kept, as its route says. */
public enum Recordable {
    NEVER,
    /** When one of our users in it asks for it. */
    ON_REQUEST,
    /** From when both talk, whether anybody asks or not. */
    ALWAYS
}
