package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.time.Timers.Timer;

/** What the shard does for the transactions and dialogs that it owns. */
interface SipWork {
    Ids ids();

    RandomGenerator random();

    /** Our Via's and Contact's "host:port" on a flow. */
    String sentBy(Flow flow);

    /** Sends a request of ours, with a Via of its own; what becomes of it is told to {@code user}. */
    TransactionId send(SipRequest request, Flow flow, TransactionUser user);

    void acknowledge(TransactionId invite, SipRequest ack, Flow flow);

    /** @param reason the value of its Reason header */
    void cancel(TransactionId invite, String reason);

    void respond(TransactionId request, SipResponse response);

    /** From now on what becomes of their request is told to {@code user}. */
    void serve(TransactionId request, TransactionUser user);

    /** What we can do, as the answer to a question (RFC 3261 §11.2). */
    SipResponse options(SipRequest request);

    /** From now on requests within this dialog are the owner's; false when there is no room for another: then it must not come about. */
    boolean dialog(DialogId dialog, DialogOwner owner);

    void forget(DialogId dialog);

    /** Runs a task later, in the shard's mailbox. One that is cancelled may run all the same if its time had come. */
    Timer later(Duration delay, Runnable task);

    void tell(InviteUsage from, SipEvent event);

    /** The usage has nothing more to do. */
    void done(InviteUsage usage);

    /** @param flow the way that a message came */
    static InetAddress signalling(Flow flow) {
        return flow.remote().getAddress();
    }
}
