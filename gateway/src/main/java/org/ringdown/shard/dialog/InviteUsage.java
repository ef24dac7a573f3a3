package org.ringdown.shard.dialog;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.ringdown.call.Calls;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.OurAddress;
import org.ringdown.shard.SipEndings;
import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.Terms;
import org.ringdown.way.TransactionUser;

/**
 * What one call does with SIP, from INVITE to BYE: the part that does not depend on who called whom. Lives in a shard. What is said within its
 * dialog is the business of its {@link InviteDialog}.
 */
public abstract sealed class InviteUsage implements TransactionUser
        permits OutgoingCall, IncomingCall {
    /** Requests of a leg that must say where we are (RFC 3515 §2.2, RFC 6665 §8.2.1). */
    private static final Set<String> WITH_CONTACT = Set.of(Methods.REFER, Methods.NOTIFY);

    final CallWork work;
    public final String leg;
    final String call;

    /** Where the call's leg is: in the mailbox of its call. */
    private String callMailbox;

    final OurAddress us;

    /** @param secure whether it was begun with a SIPS URI (RFC 5630 §5.1) */
    InviteUsage(CallWork work, String leg, String call, String callMailbox, boolean secure) {
        this.work = work;
        this.leg = leg;
        this.call = call;
        this.callMailbox = callMailbox;
        this.us = new OurAddress(work, leg, call, WithinDialogs.allow(), secure);
    }

    private Optional<String> owner = Optional.empty();
    private Set<Trunk.Ask> may = Trunk.Ask.ALL;
    private boolean ordered;

    /** Whose far end it is with ({@code user:alice}, {@code trunk:pbx}). */
    public final void isOf(Optional<String> known) {
        owner = known;
    }

    /** Whether its leg has wanted anything yet. */
    public final boolean isOrdered() {
        return ordered;
    }

    /** What the far end may ask within it, besides what makes the call. */
    public final void allows(Set<Trunk.Ask> asks) {
        may = asks;
    }

    final boolean mayAsk(String method) {
        return Trunk.Ask.by(method).map(may::contains).orElse(true);
    }

    /** Whose password may answer a challenge within this call. */
    public final void at(Optional<Peer> known) {
        peer = known;
    }

    public final String callMailbox() {
        return callMailbox;
    }

    /** Whose password may answer a challenge within this call, and where its peer is; empty: nobody's. */
    Optional<Peer> peer = Optional.empty();

    /** An account of ours at a peer. */
    public record Peer(String account, InetAddress address) {}

    /** What a request of this call may tell whoever is at the end of a flow: to others than the account's own peer, no proof. */
    final Terms terms(Flow to) {
        var account =
                peer.filter(at -> at.address.equals(to.remote().getAddress())).map(Peer::account);
        return new Terms(account, false);
    }

    /** What only one who called, or only one who was called, can do. */
    abstract void orderOfItsOwn(SipOrder order);

    /** The dialog that the call now is. */
    abstract Optional<InviteDialog> dialog();

    /** The dialog whose offer awaits the leg's answer. */
    Optional<InviteDialog> asking() {
        return dialog();
    }

    /** The far end acknowledges a provisional response of ours (RFC 3262 §3). */
    abstract void prack(InviteDialog in, Asked asked);

    /** Whether the Call-ID is ours, which decides who waits longer after glare (RFC 3261 §14.1). */
    abstract boolean ownsCallId();

    /** Nothing more is to be said by SIP: releases all dialogs. */
    abstract void finish();

    /** Who its far end is, where somebody names a dialog of it. */
    final FindReplaced.Asker asker(InetAddress host) {
        return new FindReplaced.Asker(owner, host);
    }

    /** Ends it in the way that its state demands. */
    public abstract void end(Ending ending);

    public final void order(SipOrder order) {
        ordered = true;
        switch (order) {
            case SipOrder.End(_, var ending) -> end(ending);
            case SipOrder.AnswerOffer(_, var sdp) ->
                    asking().ifPresent(it -> it.theirOffers().answer(sdp));
            case SipOrder.Offer(_, var sdp) -> dialog().ifPresent(it -> it.ourOffers().offer(sdp));
            case SipOrder.Moved(_, var to) -> callMailbox = Calls.mailbox(to);
            case SipOrder.Request request -> dialog().ifPresent(it -> request(it, request));
            case SipOrder.Invite _, SipOrder.Progress _, SipOrder.Accept _ -> orderOfItsOwn(order);
        }
    }

    private void request(InviteDialog in, SipOrder.Request order) {
        if (order.method().equals(Methods.REFER)) in.refers();
        in.send(
                order.method(),
                bare -> shaped(in, order, bare),
                new LegRequest(this, order.method(), order.reference()));
    }

    private static SipRequest shaped(InviteDialog in, SipOrder.Request order, SipRequest bare) {
        var shaped = order.shape(bare);
        return WITH_CONTACT.contains(order.method())
                ? shaped.withHeaders(in.reachable(shaped.headers().toBuilder()).build())
                : shaped;
    }

    final void tell(SipEvent event) {
        work.tell(this, event);
    }

    /** The call is answered. */
    final void established(InviteDialog in) {
        tell(new SipEvent.Established(in.state().id(), in.state().target()));
    }

    /** The far end has said BYE: nothing may be sent within the dialog any more. */
    final void byeReceived(SipRequest bye) {
        byeAnswered();
        tell(new SipEvent.HungUp(SipEndings.cause(bye)));
        finish();
    }

    /** Before the far end's BYE ends everything: what of the first INVITE is still owed. */
    abstract void byeAnswered();

    /**
     * The far end has forgotten the dialog, or is dead.
     *
     * @param bye whether it may still be there, and so is told
     */
    final void lost(boolean bye) {
        tell(new SipEvent.Lost());
        if (bye) {
            var why = Ending.of(EndReason.NETWORK_LOST, Ending.By.SYSTEM);
            dialog().ifPresent(it -> it.sayBye(SipEndings.reasonHeader(why)));
        }
        finish();
    }
}
