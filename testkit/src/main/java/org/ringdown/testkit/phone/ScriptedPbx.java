package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A PBX as a script: a registrar that asks for passwords, an answerer of OPTIONS, and one phone to which every call goes.
 *
 * <p>It can be restarted, which makes it forget everything, and fall silent.
 */
public final class ScriptedPbx {
    private static final String REALM = "pbx.example";

    private final ScriptedPhone phone;
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Map<String, Binding> bindings = new LinkedHashMap<>();
    private final Set<String> nonces = new HashSet<>();
    private final Set<String> challenged = new HashSet<>();
    private final List<SipText> heard = new ArrayList<>();
    private Duration grants = Duration.ofHours(1);
    private OptionalInt least = OptionalInt.empty();
    private Optional<String> serviceRoute = Optional.empty();
    private String algorithm = "MD5";
    private boolean asksCallers;
    private boolean neverContent;
    private boolean away;

    /** @param contact where calls for a user are sent */
    public record Binding(String contact, Duration asked) {}

    ScriptedPbx(ScriptedPhone phone) {
        this.phone = phone;
        phone.screen(this::takes);
    }

    /** On a phone that answers its calls. */
    public static ScriptedPbx on(ScriptedPhone phone) {
        return new ScriptedPbx(phone);
    }

    public ScriptedPhone phone() {
        return phone;
    }

    public ScriptedPbx account(String user, String password) {
        passwords.put(user, password);
        return this;
    }

    /** Asks whoever calls for a password, and whoever says anything within a call. */
    public ScriptedPbx asksCallers() {
        asksCallers = true;
        return this;
    }

    /** Asks again whatever it is answered, each time with a new nonce that makes the last one stale. */
    public ScriptedPbx neverContent() {
        neverContent = true;
        return this;
    }

    /** Challenges by this algorithm. */
    public ScriptedPbx algorithm(String name) {
        algorithm = name;
        return this;
    }

    public ScriptedPbx grants(Duration time) {
        grants = time;
        return this;
    }

    /** Refuses registrations that are shorter. */
    public ScriptedPbx least(int seconds) {
        least = OptionalInt.of(seconds);
        return this;
    }

    /** Wants calls to take this way (RFC 3608). */
    public ScriptedPbx serviceRoute(String route) {
        serviceRoute = Optional.of(route);
        return this;
    }

    /** Says nothing, and hears nothing, until {@link #back}. */
    public void away() {
        away = true;
    }

    /** Is there again, and has forgotten who was registered and what it asked. */
    public void back() {
        away = false;
        bindings.clear();
        nonces.clear();
    }

    /** Who is registered, by name. */
    public Map<String, Binding> bindings() {
        return Map.copyOf(bindings);
    }

    /** What it heard of a method, those that it challenged included. */
    public List<SipText> heard(String method) {
        return heard.stream().filter(message -> message.is(method)).toList();
    }

    /** Calls a user who is registered. */
    public PhoneCall call(String user, InetSocketAddress gateway) {
        return phone.call(bindings.get(user).contact, gateway);
    }

    private boolean takes(SipText message, InetSocketAddress from) {
        if (away) return true;
        if (!message.isRequest()) return false;
        heard.add(message);
        return switch (message.method()) {
            case "REGISTER" -> {
                register(message, from);
                yield true;
            }
            case "OPTIONS" -> {
                answer(message, 200, "OK", from);
                yield true;
            }
            case "ACK" -> challenged.contains(message.callId() + message.cseq());
            case "CANCEL" -> false;
            default -> asksCallers && !isProved(message, 407, "Proxy-Authorization", from);
        };
    }

    private void register(SipText register, InetSocketAddress from) {
        if (!isProved(register, 401, "Authorization", from)) return;
        String user = register.uri("To").replaceFirst("sip:([^@]*)@.*", "$1");
        var asked = Duration.ofSeconds(Long.parseLong(register.one("Expires")));
        if (!asked.isZero() && asked.toSeconds() < least.orElse(0)) {
            var tooBrief = response(register, 423, "Interval Too Brief");
            phone.send(tooBrief.with("Min-Expires", String.valueOf(least.getAsInt())), from);
            return;
        }
        var ok = response(register, 200, "OK");
        if (asked.isZero()) {
            bindings.remove(user);
        } else {
            bindings.put(user, new Binding(register.uri("Contact"), asked));
            long granted = Math.min(asked.toSeconds(), grants.toSeconds());
            ok = ok.with("Contact", register.one("Contact") + ";expires=" + granted);
        }
        if (serviceRoute.isPresent()) ok = ok.with("Service-Route", serviceRoute.get());
        phone.send(ok, from);
    }

    private boolean isProved(SipText request, int status, String header, InetSocketAddress from) {
        var proof = request.first(header).map(PbxDigest::new);
        boolean right =
                proof.filter(shown ->
                                nonces.contains(shown.nonce())
                                        && shown.proves(
                                                passwords.getOrDefault(shown.user(), ""),
                                                request.method()))
                        .isPresent();
        if (right && !neverContent) return true;
        challenge(request, status, right || proof.isPresent() && isOld(proof.get()), from);
        return false;
    }

    private boolean isOld(PbxDigest shown) {
        return !nonces.contains(shown.nonce());
    }

    private void challenge(SipText request, int status, boolean stale, InetSocketAddress from) {
        String nonce = phone.name("n");
        if (neverContent) nonces.clear();
        nonces.add(nonce);
        challenged.add(request.callId() + request.cseq());
        String header = status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
        String text =
                "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
                        .formatted(REALM, nonce, algorithm, stale ? ", stale=true" : "");
        phone.send(response(request, status, "Prove it").with(header, text), from);
    }

    private void answer(SipText request, int status, String reason, InetSocketAddress from) {
        phone.send(response(request, status, reason), from);
    }

    private SipText response(SipText request, int status, String reason) {
        return SipText.response(request, status, reason, phone.name("t"));
    }
}
