/**
 * Ladders: what happened in each call, message by message, and one sentence about what went wrong.
 *
 * <p>Read {@link org.ringdown.ladder.Ladders} first: it stands at the gateway's own ports (SIP, pages, media, journal, records) and notes what
 * passes there; nothing behind the ports knows of it. {@link org.ringdown.ladder.LadderKeeper} sorts the notes into calls,
 * {@link org.ringdown.ladder.Diagnosis} is the table of sentences, {@link org.ringdown.ladder.Drawing} draws a ladder as text.
 *
 * <p>Threads: a note is taken on whatever thread something passes a port, costs it one small object, and is dropped when too many wait; all
 * else happens in the mailbox {@code ladders}. What is given out never changes.
 *
 * <p>Bounds: so many calls, so many steps and bytes each; the oldest call makes room. Secrets are masked before anything is kept.
 *
 * <p>Not here: HTTP, JSON, HTML; the media path itself.
 */
package org.ringdown.ladder;
