package org.ringdown.shard.dialog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.dialog.Forks;
import org.ringdown.sip.dialog.Forks.Progress;
import org.ringdown.sip.dialog.Negotiation;
import org.ringdown.sip.dialog.Negotiation.Side;
import org.ringdown.sip.transaction.Flow;

/** The far ends that ring for one INVITE of ours, each in an early dialog of its own (RFC 3261 §13.2.2.4). */
final class EarlyDialogs {
    private final InviteUsage usage;
    private final Optional<String> offer;
    private final SequencedMap<DialogId, InviteDialog> dialogs = new LinkedHashMap<>();
    private Forks forks;

    /** @param offer what the INVITE offers; empty: the far end shall */
    EarlyDialogs(InviteUsage usage, Optional<String> offer, SipRequest invite) {
        this.usage = usage;
        this.offer = offer;
        this.forks = new Forks(invite);
    }

    /** The INVITE went out again: what it makes are other dialogs. */
    void invited(SipRequest again) {
        forks = new Forks(again);
    }

    Optional<InviteDialog> latest() {
        return Optional.ofNullable(dialogs.lastEntry()).map(Map.Entry::getValue);
    }

    /** The one whose offer awaits the leg's answer. */
    Optional<InviteDialog> asking() {
        return dialogs.values().stream().filter(it -> it.theirOffers().isOpen()).findFirst();
    }

    /** A provisional response: its leg hears of it, and its dialog is opened where it makes one. */
    void progress(SipResponse response, Flow flow) {
        if (forks.received(response) instanceof Progress.Early(var made, var first)) {
            if (first) open(made, flow);
            Optional.ofNullable(dialogs.get(made.id()))
                    .ifPresent(fork -> progress(response, fork, flow));
        } else {
            tell(response, Optional.empty(), flow);
        }
    }

    private void open(Dialog made, Flow flow) {
        var invited = Negotiation.IDLE.invited(Side.OURS);
        var state = offer.isPresent() ? invited.offered(Side.OURS) : invited;
        var opened = new InviteDialog(usage, made, flow, state);
        offer.ifPresent(opened::described);
        if (opened.open()) dialogs.put(made.id(), opened);
    }

    private void progress(SipResponse response, InviteDialog fork, Flow flow) {
        fork.heardOf(response.headers());
        if (response.status() == 199) {
            fork.close(); // RFC 6228: this far end has refused, the others ring on
            dialogs.remove(fork.state().id());
        } else if (!Pracks.isReliable(response)) {
            tell(response, Sdp.of(response).filter(_ -> offer.isPresent()), flow);
        } else if (fork.pracks().isNext(response)) {
            reliably(response, fork, flow);
        }
    }

    private void reliably(SipResponse response, InviteDialog fork, Flow flow) {
        var sdp = Sdp.of(response);
        boolean offers = offer.isEmpty() && sdp.isPresent() && fork.description().isEmpty();
        if (offers) {
            tell(response, Optional.empty(), flow);
            fork.theirOffers()
                    .offered(
                            new SipEvent.Reoffered(sdp, SipWork.signalling(flow)),
                            answer -> fork.pracks().acknowledge(response, answer));
            return;
        }
        fork.pracks().acknowledge(response, Optional.empty());
        if (sdp.isPresent()) fork.negotiation(Negotiation::settled);
        tell(response, sdp, flow);
    }

    private void tell(SipResponse response, Optional<String> sdp, Flow flow) {
        String branch = response.headers().to().tag().orElse("");
        usage.tell(new SipEvent.Progress(response.status(), sdp, branch, SipWork.signalling(flow)));
    }

    /** A 2xx: the dialog that it makes, or makes of an early one. */
    Progress answered(SipResponse response) {
        dialogs.values().forEach(fork -> forks.keep(fork.state()));
        return forks.received(response);
    }

    /** The one of them that has answered. */
    Optional<InviteDialog> remove(DialogId id) {
        return Optional.ofNullable(dialogs.remove(id));
    }

    void close() {
        dialogs.values().forEach(InviteDialog::close);
        dialogs.clear();
    }
}
