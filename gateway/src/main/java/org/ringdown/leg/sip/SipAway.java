package org.ringdown.leg.sip;

import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.CallEvent.Goes;
import org.ringdown.call.CallEvent.OnItsWay;
import org.ringdown.call.CallEvent.WillNotGo;
import org.ringdown.call.Outside;
import org.ringdown.call.TransferProgress;
import org.ringdown.shard.Replaces;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.wire.MalformedException;

/**
 * A far end that is asked to go elsewhere by way of its own peer (RFC 3515, RFC 5589): to an address, or to the place of another far end there
 * (RFC 3891).
 */
final class SipAway {
    static final String REFER = "refer";

    private final SipTies ties;
    private Optional<SipEvent.Established> established = Optional.empty();

    SipAway(SipTies ties) {
        this.ties = ties;
    }

    void established(SipEvent.Established now) {
        established = Optional.of(now);
    }

    /** Where this far end is: its Contact, and the dialog with us in whose place another is to come. */
    Optional<Outside> place(String peer) {
        return established
                .filter(now -> now.target() instanceof SipUri)
                .map(now -> {
                    var replaces = new Replaces(now.dialog(), false);
                    var target = ((SipUri) now.target()).withoutHeaders();
                    var address = target.withHeader("Replaces", replaces.asTheySeeIt());
                    return new Outside(peer, address.toString());
                });
    }

    /** @param by who wishes so, for the far end's peer to know (RFC 3892) */
    void send(Outside to, NameAddr by) {
        try {
            var target = NameAddr.of(SipUri.parse(to.address()));
            var headers =
                    Headers.NONE
                            .with("Refer-To", target.toString())
                            .with("Referred-By", by.toString());
            ties.order(
                    new SipOrder.Request(
                            ties.leg(), REFER, Methods.REFER, headers, Optional.empty()));
        } catch (MalformedException wrong) {
            throw new IllegalStateException("an address of our own cannot be read", wrong);
        }
    }

    void answered(int status) {
        boolean goes = status >= 200 && status < 300;
        ties.tell(goes ? new Goes(ties.leg()) : new WillNotGo(ties.leg()));
    }

    /** What says nothing that can be read changes nothing: the far end may still hang up, having gone. */
    void news(SipEvent.ReferNews news) {
        if (news.status().isEmpty()) return;
        ties.tell(new OnItsWay(ties.leg(), progress(news.status().getAsInt())));
    }

    private static TransferProgress progress(int status) {
        if (status >= 300) return TransferProgress.failed(OptionalInt.of(status));
        if (status >= 200) return TransferProgress.DONE;
        return status >= 180 ? TransferProgress.RINGING : TransferProgress.TRYING;
    }
}
