package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.Invitation;
import org.ringdown.call.LegHost;
import org.ringdown.leg.sip.SipSession.Unacceptable;
import org.ringdown.media.Codec;
import org.ringdown.shard.Sdp;
import org.ringdown.sip.SipRequest;

/** An INVITE of somebody who calls us, as far as its sender is to be trusted, and with an offer that can be met. */
public final class Inviting {
    private final SipRequest invite;
    private final Optional<String> offer;
    private final Invitation invitation;

    private Inviting(SipRequest invite, Optional<String> offer, Invitation invitation) {
        this.invite = invite;
        this.offer = offer;
        this.invitation = invitation;
    }

    /**
     * Reads it.
     *
     * @param number what is called; empty: what the Request-URI says
     * @return nothing where its offer cannot be met
     */
    public static Optional<Inviting> read(SipRequest invite, Trust trust, Optional<String> number) {
        var offer = Sdp.of(invite);
        try {
            List<Codec> codecs = offer.isPresent() ? SipSession.offered(offer.get()) : Codecs.all();
            var pictures = offer.map(SipSession::offeredPictures).orElse(List.of());
            var invitation =
                    new CallerReader(invite, trust).invitation(codecs, number).with(pictures);
            return Optional.of(new Inviting(invite, offer, invitation));
        } catch (Unacceptable unacceptable) {
            return Optional.empty();
        }
    }

    public Invitation invitation() {
        return invitation;
    }

    /**
     * The leg of who calls.
     *
     * @param signalling where the INVITE came from
     * @param forUser whose worker carries the sound: the called user's, so that both legs share one
     */
    public SipLeg leg(
            String id, InetAddress signalling, String forUser, LegHost host, LegHouse house) {
        return SipLeg.calling(
                id,
                invitation.caller(),
                invitation.shown(),
                house.shardOf(invite.headers().callId()),
                offer,
                signalling,
                forUser,
                host,
                house);
    }
}
