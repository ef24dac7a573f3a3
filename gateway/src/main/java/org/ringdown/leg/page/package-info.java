/**
 * The leg of a page: the microphone, loudspeaker and buttons of a call.
 *
 * <p>The page itself, its socket and its PeerConnections belong to the user's mailbox; this leg belongs to the call's. They talk by
 * {@link org.ringdown.leg.page.ForPageLeg} and {@link org.ringdown.leg.page.FromPageLeg}. Pages may come and go; the leg stays
 * until the call ends or nobody has come back within the grace period.
 *
 * <p>Not here: WebSockets, JSON, tokens.
 */
package org.ringdown.leg.page;
