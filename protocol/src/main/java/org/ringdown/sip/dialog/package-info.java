/**
 * SIP dialogs: what two ends agree to remember of each other, from the first answer to the BYE (RFC 3261 §12, §13).
 *
 * <p>Read {@link org.ringdown.sip.dialog.Dialog} first. {@link org.ringdown.sip.dialog.Forks} keeps the dialogs that one INVITE
 * of ours brought about apart; {@link org.ringdown.sip.dialog.DialogTable} finds whose a request is, or says 481.
 *
 * <p>Threads: a dialog is a value, fit for a journal. Forks and the table belong to one SIP shard or leg.
 *
 * <p>Not here: retransmissions, also those of 2xx and ACK, which are {@code sip.transaction}'s; offers and answers, SDP, session
 * timers; whether a call goes on.
 */
package org.ringdown.sip.dialog;
