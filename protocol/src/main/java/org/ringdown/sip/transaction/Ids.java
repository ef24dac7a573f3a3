package org.ringdown.sip.transaction;

import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.Via;

/**
 * The names we give: branches, tags, Call-IDs and Contact users, unique and beyond guessing, each carrying the opaque id of the
 * call or line that owns it.
 *
 * <p>So whoever receives a message, on whatever node, can read from it whose it is before any table is asked. Their form is 20
 * random characters (120 bits), a dot and the owner; a branch has the cookie of RFC 3261 §8.1.1.7 before that.
 */
public final class Ids {
    private static final int RANDOM_BYTES = 15;
    private static final int RANDOM_CHARS = 20;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder();

    private final RandomGenerator random;

    /** {@code random} should be beyond prediction: a stranger who guesses a tag or branch can speak for its owner. */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    public String branch(String owner) {
        return Via.MAGIC_COOKIE + name(owner);
    }

    public String tag(String owner) {
        return name(owner);
    }

    public String callId(String owner) {
        return name(owner);
    }

    public String contactUser(String owner) {
        return name(owner);
    }

    /**
     * A request of ours made ready to be sent: with one Via, of a new branch (RFC 3261 §8.1.1.7).
     *
     * @param sentBy how the next hop can reach us
     */
    public SipRequest withVia(
            SipRequest request, Transport transport, HostPort sentBy, String owner) {
        var via = Via.of(transport.name(), sentBy, branch(owner));
        return request.withHeaders(request.headers().toBuilder().remove("Via").via(via).build());
    }

    /** The owner that a branch, tag, Call-ID or Contact user of ours carries; empty where it is not ours. */
    public static Optional<String> owner(String id) {
        int start = id.startsWith(Via.MAGIC_COOKIE) ? Via.MAGIC_COOKIE.length() : 0;
        int dot = start + RANDOM_CHARS;
        boolean ours =
                id.length() > dot + 1 && id.charAt(dot) == '.' && id.indexOf('.', start) == dot;
        return ours ? Optional.of(id.substring(dot + 1)) : Optional.empty();
    }

    /**
     * A tag for the To of an answer given without keeping state: the same for each repetition of the request, as RFC 3261
     * §8.2.7 asks. It names no owner.
     */
    public static String statelessTag(SipRequest request) {
        var headers = request.headers();
        int hash =
                (headers.first("Call-ID").orElse("") + headers.first("CSeq").orElse("")).hashCode();
        return Integer.toHexString(hash)
                + Integer.toHexString(headers.first("From").orElse("").hashCode());
    }

    private String name(String owner) {
        if (owner.isEmpty() || !owner.chars().allMatch(Ids::mayStandInAnId)) {
            throw new IllegalArgumentException("an owner's id is of letters, digits and - _ . ~");
        }
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return TO_TEXT.encodeToString(bytes) + '.' + owner;
    }

    /** What is allowed unescaped in a token, a Call-ID and the user part of a URI alike (RFC 3261 §25.1). */
    private static boolean mayStandInAnId(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "-_.~".indexOf(c) >= 0;
    }
}
