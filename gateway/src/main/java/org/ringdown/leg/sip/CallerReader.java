package org.ringdown.leg.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringdown.call.CustomHeaders;
import org.ringdown.call.Diversion;
import org.ringdown.call.Invitation;
import org.ringdown.call.Origin;
import org.ringdown.call.Party;
import org.ringdown.media.Codec;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.TelUri;
import org.ringdown.sip.Uri;
import org.ringdown.wire.MalformedException;

/** Reads from an INVITE who calls, on whose behalf, and what else it says: as much of it as its sender is trusted with. */
final class CallerReader {
    private static final int MOST_DIVERSIONS = 5;
    private static final String ANONYMOUS = "anonymous.invalid";

    /** Those that ask for the caller's name to be kept back (RFC 3323 §4.2, RFC 3325 §9.3). */
    private static final Set<String> PRIVACY = Set.of("id", "user", "header", "session");

    private final SipRequest invite;
    private final Trust trust;

    CallerReader(SipRequest invite, Trust trust) {
        this.invite = invite;
        this.trust = trust;
    }

    /** @param number what is called; empty: what the Request-URI says */
    Invitation invitation(List<Codec> codecs, Optional<String> number) {
        int hops = invite.headers().maxForwards().orElse(Origin.ALL_HOPS);
        return new Invitation(
                caller(),
                invite.headers().callId(),
                number.orElseGet(this::dialled),
                codecs,
                headers(),
                trust.asserted() ? referredBy() : Optional.empty(),
                new Origin(
                        isAnonymous(),
                        trust.history() ? diversions() : List.of(),
                        Math.max(0, hops - 1)));
    }

    /** Who has sent the caller to us (RFC 3892). */
    private Optional<Party> referredBy() {
        return invite.headers().all("Referred-By").stream()
                .findFirst()
                .flatMap(CallerReader::address)
                .map(CallerReader::party);
    }

    /** As the network knows it, where that can be believed; else as it calls itself. */
    Party caller() {
        if (trust.asserted()) {
            for (var value : invite.headers().all("P-Asserted-Identity")) {
                var asserted = address(value);
                if (asserted.isPresent()) return party(asserted.get());
            }
        }
        return party(invite.headers().from());
    }

    private boolean isAnonymous() {
        boolean wished =
                invite.headers().lines("Privacy").stream()
                        .flatMap(line -> List.of(line.split(";")).stream())
                        .anyMatch(word -> PRIVACY.contains(word.strip().toLowerCase(Locale.ROOT)));
        return wished
                || invite.headers().from().uri() instanceof SipUri uri
                        && uri.host().equalsIgnoreCase(ANONYMOUS);
    }

    private String dialled() {
        return invite.uri() instanceof SipUri uri && !uri.user().isEmpty()
                ? uri.user()
                : invite.uri().toString();
    }

    static Party party(NameAddr address) {
        var name = Optional.of(address.displayName()).filter(text -> !text.isBlank());
        return new Party(address.uri().toString(), number(address.uri()), name);
    }

    private static Optional<String> number(Uri uri) {
        return switch (uri) {
            case SipUri sip -> Optional.of(sip.user()).filter(user -> !user.isEmpty());
            case TelUri tel -> Optional.of(tel.number());
            default -> Optional.empty();
        };
    }

    private Map<String, String> headers() {
        var passing = new LinkedHashMap<String, String>();
        for (var header : invite.headers()) {
            if (trust.passes(header.name())) passing.putIfAbsent(header.name(), header.value());
        }
        return CustomHeaders.sane(passing);
    }

    /** Diversion says it best (RFC 5806); else History-Info, whose entries are in the order of their time (RFC 7044). */
    private List<Diversion> diversions() {
        var read = new ArrayList<Diversion>();
        for (var value : invite.headers().all("Diversion")) {
            address(value)
                    .ifPresent(by ->
                            read.add(
                                    new Diversion(
                                            party(by),
                                            DiversionReason.known(
                                                    by.params().get("reason").orElse("")))));
        }
        var all = read.isEmpty() ? history() : read;
        return all.size() > MOST_DIVERSIONS ? all.subList(0, MOST_DIVERSIONS) : all;
    }

    /** Each entry but the last was left for the one after it, whose URI says why (RFC 4458). */
    private List<Diversion> history() {
        var entries =
                invite.headers().all("History-Info").stream()
                        .map(CallerReader::address)
                        .flatMap(Optional::stream)
                        .toList();
        var read = new ArrayList<Diversion>();
        for (int i = entries.size() - 2; i >= 0; i--) {
            var reason = DiversionReason.ofCause(cause(entries.get(i + 1).uri()));
            if (reason.isPresent()) read.add(new Diversion(party(entries.get(i)), reason.get()));
        }
        return read;
    }

    private static String cause(Uri uri) {
        return uri instanceof SipUri sip ? sip.params().get("cause").orElse("") : "";
    }

    /** What cannot be read says nothing. */
    private static Optional<NameAddr> address(String value) {
        try {
            return Optional.of(NameAddr.parse(value));
        } catch (MalformedException unreadable) {
            return Optional.empty();
        }
    }
}
