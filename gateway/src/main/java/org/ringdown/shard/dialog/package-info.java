/**
 * Calls as SIP sees them: dialogs, from INVITE to BYE (RFC 3261 §12 to §15).
 *
 * <p>Read {@link org.ringdown.shard.dialog.InviteUsage} first: what one call does with SIP, as the one that calls
 * ({@link org.ringdown.shard.dialog.OutgoingCall}) or is called ({@link org.ringdown.shard.dialog.IncomingCall}). What may be asked within a dialog
 * is in {@link org.ringdown.shard.dialog.WithinDialogs}, one line for each method.
 *
 * <p>Threads: all of it runs in the mailbox of its shard.
 *
 * <p>Not here: what is offered and what an offer is answered with; the leg says that ({@code leg.sip}).
 */
package org.ringdown.shard.dialog;
