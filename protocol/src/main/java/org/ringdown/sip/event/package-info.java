/**
 * SIP events: who may know of what for how long, and the documents that say it (RFC 6665).
 *
 * <p>Read {@link org.ringdown.sip.event.Notifier} for a subscription of another's with us, and
 * {@link org.ringdown.sip.event.Subscriber} for one of ours. {@link org.ringdown.sip.event.NotifierTable} and
 * {@link org.ringdown.sip.event.SubscriberTable} say what follows what. The documents are
 * {@link org.ringdown.sip.event.MessageSummary} (RFC 3842), {@link org.ringdown.sip.event.DialogInfo} (RFC 4235) and
 * {@link org.ringdown.sip.event.Pidf} (RFC 3863).
 *
 * <p>Threads: headers and documents are values. A notifier and a subscriber belong to whoever made them.
 *
 * <p>Not here: who may watch whom, what the watched do, transactions, the subscription that a REFER implies.
 */
package org.ringdown.sip.event;
