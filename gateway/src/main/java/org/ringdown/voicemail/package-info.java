/**
 * Voicemail: what the PBX of a user's line says that waits in the user's mailbox there (RFC 3842).
 *
 * <p>Read {@link org.ringdown.voicemail.VoicemailWatch}: it subscribes once for each line, and takes what is told without being asked, too.
 *
 * <p>Threads: each line has a mailbox {@code voicemail:<user>}.
 *
 * <p>Not here: the rules of subscribing ({@code sip.event}), who is shown what was learned ({@code user}).
 */
package org.ringdown.voicemail;
