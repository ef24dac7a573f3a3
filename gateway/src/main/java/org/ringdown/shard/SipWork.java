package org.ringdown.shard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.time.Timers.Timer;
import org.ringdown.way.Reached;
import org.ringdown.way.Terms;
import org.ringdown.way.TransactionUser;
import org.ringdown.way.Way;

/** What the shard does for the transactions and dialogs that it owns. */
public interface SipWork {
    Ids ids();

    RandomGenerator random();

    /** Nanoseconds of the house's clock. */
    long now();

    /** Our Via's and Contact's "host:port" on a flow. */
    String sentBy(Flow flow);

    /**
     * Sends a request of ours by the first way that works; what becomes of it is told to {@code user}.
     *
     * @param request with our Via for the way
     * @return its name from now on, also where it has to be sent again
     */
    TransactionId send(SipRequest request, Reached way, TransactionUser user, Terms terms);

    /** Looks for the way to somebody; {@code found} runs in the shard's mailbox, once. */
    void reach(SipUri target, Consumer<Optional<Reached>> found);

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

    /** Where a request goes first: to the nearest of its routes, else to whom it is for (RFC 3261 §8.1.2). */
    static Uri firstHop(Way way, Uri target) {
        return way.routes().stream().findFirst().map(NameAddr::uri).orElse(target);
    }

    /** @param flow the way that a message came */
    static InetAddress signalling(Flow flow) {
        return flow.remote().getAddress();
    }
}
