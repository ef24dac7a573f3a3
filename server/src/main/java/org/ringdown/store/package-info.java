/**
 * The store: what is kept of calls that have ended, and of users.
 *
 * <p>A call that has ended passes three rooms. {@code Recorder} takes it from the gateway and waits a moment for the last figures of its
 * media. {@code Spool} writes it as one line of a file in the store's folder. {@code Follower} reads these files and brings each line into
 * the database, once; a database that is away is only behind. {@code Archive} answers questions.
 *
 * <p>Threads: the gateway and the ladders never wait here. The spool has a thread of its own, the follower a virtual one; questions block the
 * virtual thread of whoever asks.
 *
 * <p>Not here: calls that live, and ladders; both are in memory alone ({@code org.ringdown.ladder}).
 */
package org.ringdown.store;
