package org.ringdown.sip.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;

/**
 * The rules by which a REGISTER changes the bindings of one address of record (RFC 3261 §10.3): all of it or nothing.
 *
 * <p>Who may change them was decided before. {@code now} is in nanoseconds of a monotonic clock.
 *
 * @param shortest what is asked to be shorter is refused, with the time to ask for
 * @param longest what is asked to be longer is granted for this long
 * @param usual what is granted when no time is asked for
 * @param maxContacts bindings an address of record may have
 */
public record Registrar(Duration shortest, Duration longest, Duration usual, int maxContacts) {
    public static final Registrar STANDARD =
            new Registrar(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1), 10);

    /** As option tags. */
    public static final List<String> EXTENSIONS = List.of("outbound", "path");

    /** Far more than any call passes; a longer way is a mistake, or meant to cost us. */
    private static final int LONGEST_PATH = 10;

    /** What a REGISTER comes to. */
    public sealed interface Outcome {
        /** The bindings from now on, none of them expired; to be answered with {@link #ok}. */
        record Updated(List<Binding> bindings) implements Outcome {
            public Updated {
                bindings = List.copyOf(bindings);
            }
        }

        /** Nothing changes. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    /** Applies a REGISTER, which may add, refresh, remove, or only ask. */
    public Outcome register(List<Binding> before, SipRequest register, Flow flow, long now) {
        var alive = alive(before, now);
        if (register.headers().path().size() > LONGEST_PATH)
            return refuse(400, "Bad Request: Path");
        if (register.headers().allContacts()) return removeAll(alive, register);
        var contacts = register.headers().contacts();
        for (var contact : contacts) {
            var refusal = check(contact, alive, register);
            if (refusal.isPresent()) return new Outcome.Refused(refusal.get());
        }
        var after = new ArrayList<>(alive);
        for (var contact : contacts) update(after, contact, register, flow, now);
        return after.size() > maxContacts
                ? refuse(403, "Too Many Contacts")
                : new Outcome.Updated(after);
    }

    /** Those that have not expired. */
    public static List<Binding> alive(List<Binding> bindings, long now) {
        return bindings.stream().filter(binding -> binding.isAlive(now)).toList();
    }

    /** Those to call, in their order: of several flows to one phone only the newest (RFC 5626 §5.3). */
    public static List<Binding> toCall(List<Binding> bindings) {
        var chosen = new ArrayList<Binding>();
        for (var binding : bindings.reversed()) {
            boolean spare = chosen.stream().anyMatch(binding::isAnotherFlowOf);
            if (!spare) chosen.addFirst(binding);
        }
        return List.copyOf(chosen);
    }

    /**
     * The 200 to a REGISTER: all bindings, and how long each still lasts (§10.3 step 8); the way that was taken note of (RFC 3327 §5.3),
     * and whether flows count (RFC 5626 §6).
     */
    public static SipResponse ok(
            SipRequest register, List<Binding> bindings, String toTag, long now) {
        var response = Responses.to(register, 200, "OK", toTag);
        var headers = response.headers().toBuilder();
        for (var binding : bindings) {
            headers.add(
                    "Contact", binding.contact().withExpires(secondsLeft(binding, now)).toString());
        }
        register.headers().path().forEach(proxy -> headers.add("Path", proxy.toString()));
        if (registersAFlow(register)) headers.set("Require", "outbound");
        return response.withHeaders(headers.build());
    }

    private static long secondsLeft(Binding binding, long now) {
        return Math.ceilDiv(binding.until() - now, Duration.ofSeconds(1).toNanos());
    }

    /** §10.2.2: the star is for leaving, and for nothing else. */
    private static Outcome removeAll(List<Binding> alive, SipRequest register) {
        if (register.headers().expires().orElse(1) != 0) return refuse(400, "Bad Request: Expires");
        return alive.stream().anyMatch(binding -> isOutOfOrder(binding, register))
                ? new Outcome.Refused(outOfOrder())
                : new Outcome.Updated(List.of());
    }

    private Optional<Refusal> check(Contact contact, List<Binding> alive, SipRequest register) {
        if (registersAFlow(register) && !leadsBack(register)) return Optional.of(lacksOutbound());
        long asked = seconds(contact, register);
        if (asked > 0 && asked < shortest.toSeconds()) return Optional.of(tooBrief());
        return alive.stream()
                        .anyMatch(binding ->
                                binding.isFor(contact) && isOutOfOrder(binding, register))
                ? Optional.of(outOfOrder())
                : Optional.empty();
    }

    private void update(
            List<Binding> bindings, Contact contact, SipRequest register, Flow flow, long now) {
        bindings.removeIf(binding -> binding.isFor(contact) || binding.isOfSameFlow(contact));
        long granted = Math.min(seconds(contact, register), longest.toSeconds());
        if (granted == 0) return;
        if (bindings.size() >= maxContacts) makeRoom(bindings, contact);
        long until = now + Duration.ofSeconds(granted).toNanos();
        var headers = register.headers();
        bindings.add(
                new Binding(
                        contact,
                        headers.path(),
                        flow,
                        headers.callId(),
                        headers.cseq().number(),
                        until));
    }

    private static boolean registersAFlow(SipRequest register) {
        var headers = register.headers();
        return headers.supports("outbound")
                && headers.contacts().stream().anyMatch(Binding::isFlow);
    }

    /** The phone's flow ends here, or at a proxy that will find it again: the first that it passed, and the last in Path (RFC 5626 §6). */
    private static boolean leadsBack(SipRequest register) {
        var headers = register.headers();
        if (headers.vias().size() == 1) return true;
        var path = headers.path();
        return !path.isEmpty()
                && path.getLast().uri() instanceof SipUri edge
                && edge.params().has("ob");
    }

    /** A phone that was restarted behind a NAT has a new address each time, and would lock itself out. */
    private static void makeRoom(List<Binding> bindings, Contact contact) {
        bindings.stream()
                .filter(binding -> binding.isOfSameInstance(contact))
                .min((a, b) -> Long.signum(a.until() - b.until()))
                .ifPresent(bindings::remove);
    }

    /** §10.3 step 6: by its own parameter, else by the header, else by our choice. */
    private long seconds(Contact contact, SipRequest register) {
        var own = contact.expires();
        return own.isPresent()
                ? own.getAsLong()
                : register.headers().expires().orElse(usual.toSeconds());
    }

    /** §10.3 step 7: of two REGISTERs of one phone, the older must not undo the newer. */
    private static boolean isOutOfOrder(Binding binding, SipRequest register) {
        var headers = register.headers();
        return binding.callId().equals(headers.callId())
                && headers.cseq().number() <= binding.cseq();
    }

    private Refusal tooBrief() {
        var headers = Headers.NONE.with("Min-Expires", Long.toString(shortest.toSeconds()));
        return new Refusal(423, "Interval Too Brief", headers);
    }

    private static Refusal lacksOutbound() {
        return new Refusal(439, "First Hop Lacks Outbound Support");
    }

    private static Refusal outOfOrder() {
        return new Refusal(500, "Server Internal Error: CSeq out of order");
    }

    private static Outcome refuse(int status, String reason) {
        return new Outcome.Refused(new Refusal(status, reason));
    }
}
