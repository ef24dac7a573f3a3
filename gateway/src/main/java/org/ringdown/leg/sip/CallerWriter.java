package org.ringdown.leg.sip;

import java.util.List;
import org.ringdown.call.CustomHeaders;
import org.ringdown.call.Diversion;
import org.ringdown.call.Invitation;
import org.ringdown.call.Party;
import org.ringdown.sip.Headers;
import org.ringdown.sip.HeadersBuilder;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;

/** Writes into an INVITE who calls, on whose behalf, and what else the caller says: as much of it as its receiver is trusted with. */
final class CallerWriter {
    private final Invitation invitation;
    private final Trust trust;
    private final HostPort domain;

    /** @param domain of the addresses that far ends are shown */
    CallerWriter(Invitation invitation, Trust trust, HostPort domain) {
        this.invitation = invitation;
        this.trust = trust;
        this.domain = domain;
    }

    /** From; without a name where the caller wishes so (RFC 3323 §4.1.1.3). */
    NameAddr from() {
        if (invitation.origin().anonymous()) {
            return NameAddr.of(
                    "Anonymous", SipUri.of("anonymous", HostPort.of("anonymous.invalid")));
        }
        return address(invitation.caller());
    }

    /**
     * All the headers that say more.
     *
     * @param target who is called
     */
    Headers headers(SipUri target) {
        var headers = Headers.builder();
        if (trust.asserted() && invitation.caller().number().isPresent())
            headers.add("P-Asserted-Identity", address(invitation.caller()).toString());
        if (invitation.origin().anonymous()) headers.add("Privacy", "id");
        if (trust.history())
            invitation
                    .referredBy()
                    .ifPresent(by -> headers.add("Referred-By", address(by).toString()));
        if (trust.history() && !invitation.origin().anonymous()) history(headers, target);
        CustomHeaders.sane(invitation.headers())
                .forEach((name, value) -> {
                    if (trust.passes(name)) headers.add(name, value);
                });
        return headers.build();
    }

    /** In both forms, for the one half of all networks and the other (RFC 7544). */
    private void history(HeadersBuilder headers, SipUri target) {
        var diversions = invitation.origin().diversions();
        for (var by : diversions)
            headers.add(
                    "Diversion", address(by.party()).withParam("reason", by.reason()).toString());
        if (!diversions.isEmpty()) historyInfo(headers, diversions.reversed(), target);
    }

    private void historyInfo(HeadersBuilder headers, List<Diversion> first, SipUri target) {
        var index = new StringBuilder("1");
        var cause = "";
        for (var by : first) {
            entry(headers, (SipUri) address(by.party()).uri(), cause, index);
            cause = DiversionReason.cause(by.reason());
            index.append(".1");
        }
        entry(headers, target, cause, index);
    }

    private static void entry(
            HeadersBuilder headers, SipUri uri, String cause, StringBuilder index) {
        var why = cause.isEmpty() ? uri : uri.withParam("cause", cause);
        headers.add(
                "History-Info", NameAddr.of(why).withParam("index", index.toString()).toString());
    }

    /** At our domain: who is somewhere else cannot be called back there by way of us. */
    private NameAddr address(Party party) {
        return address(party, domain);
    }

    static NameAddr address(Party party, HostPort domain) {
        var uri = SipUri.of(party.number().orElse("anonymous"), domain);
        return party.name().map(name -> NameAddr.of(name, uri)).orElse(NameAddr.of(uri));
    }
}
