package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A codec under the number that RTP packets carry, within one m-line (RFC 8866 §6.6).
 *
 * @param number 0 to 127
 * @param feedback the RTCP feedback its receiver can send (a=rtcp-fb, RFC 4585 §4.2), such as {@code nack pli}
 */
public record PayloadType(int number, Codec codec, List<String> feedback) {
    static final int MAX = 127;
    private static final int FIRST_DYNAMIC = 96;
    private static final int FIRST_OF_PICTURES = 110;

    /** What nearly every phone calls key presses at 8 kHz, and some insist on. */
    private static final int USUAL_TELEPHONE_EVENT = 101;

    public PayloadType {
        if (number < 0 || number > MAX) throw new IllegalArgumentException("no payload type");
        feedback = List.copyOf(feedback);
        feedback.forEach(Text::line);
    }

    public PayloadType(int number, Codec codec) {
        this(number, codec, List.of());
    }

    /**
     * Numbers for an offer: static ones where RFC 3551 has them, 101 for telephone-event at 8000 Hz, else from 96 upwards.
     *
     * <p>A number must not change its meaning during a session (RFC 3264 §8.3.2): keep the list for later offers.
     */
    public static List<PayloadType> assign(List<Codec> codecs) {
        return assign(codecs, FIRST_DYNAMIC, List.of());
    }

    /**
     * Numbers for the pictures of an offer, apart from those that its sound can have.
     *
     * @param feedback that we send and understand
     */
    public static List<PayloadType> pictures(List<Codec> codecs, List<String> feedback) {
        return assign(codecs, FIRST_OF_PICTURES, feedback);
    }

    private static List<PayloadType> assign(List<Codec> codecs, int first, List<String> feedback) {
        var taken = new HashSet<Integer>(Set.of(USUAL_TELEPHONE_EVENT));
        var assigned = new ArrayList<PayloadType>();
        for (var codec : codecs) {
            assigned.add(new PayloadType(number(codec, first, taken), codec, feedback));
        }
        return List.copyOf(assigned);
    }

    private static int number(Codec codec, int first, Set<Integer> taken) {
        if (codec.matches(Codec.telephoneEvent(8000))) return USUAL_TELEPHONE_EVENT;
        var fixed = StaticPayloadTypes.numberOf(codec);
        if (fixed.isPresent()) return fixed.getAsInt();
        int number = first;
        while (!taken.add(number)) number++;
        return number;
    }

    /** The rtpmap line and, where there are parameters, the fmtp line. Static types get theirs too: it costs nothing. */
    List<Attribute> attributes() {
        var lines = new ArrayList<Attribute>();
        lines.add(new Attribute("rtpmap", number + " " + codec.encoding()));
        if (!codec.parameters().isEmpty()) {
            lines.add(new Attribute("fmtp", number + " " + Parameters.write(codec.parameters())));
        }
        feedback.forEach(f -> lines.add(new Attribute("rtcp-fb", number + " " + f)));
        return lines;
    }
}
