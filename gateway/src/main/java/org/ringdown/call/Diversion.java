package org.ringdown.call;

/**
 * Somebody who was called before, and passed the call on (RFC 5806, RFC 7044).
 *
 * @param party who that was
 * @param reason in the words of RFC 5806 §4: "user-busy", "no-answer", "unconditional" …
 */
public record Diversion(Party party, String reason) {}
