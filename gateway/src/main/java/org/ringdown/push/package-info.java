/**
 * Browsers whose pages are closed, and how a call wakes them (Web Push, RFC 8030).
 *
 * <p>Read {@link org.ringdown.push.ClosedPages}; what a user's mailbox makes of it is {@code org.ringdown.user.Waking}.
 *
 * <p>Not here: how a message gets to a browser, which is the floor above's.
 */
package org.ringdown.push;
