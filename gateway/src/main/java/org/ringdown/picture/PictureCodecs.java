package org.ringdown.picture;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.Pictures;
import org.ringdown.media.Pictures.Feedback;
import org.ringdown.media.Transcoding;
import org.ringdown.sdp.AgreedMedia;

/** Between pictures as SDP writes them and as the media floor knows them. */
public final class PictureCodecs {
    private static final SequencedMap<Codec, org.ringdown.sdp.Codec> KNOWN = known();

    private static final SequencedMap<String, Feedback> FEEDBACK = feedback();

    private PictureCodecs() {}

    private static SequencedMap<Codec, org.ringdown.sdp.Codec> known() {
        var known = new LinkedHashMap<Codec, org.ringdown.sdp.Codec>();
        known.put(Codec.VP8, org.ringdown.sdp.Codec.VP8);
        known.put(Codec.H264, org.ringdown.sdp.Codec.H264);
        known.put(Codec.H264_SINGLE, org.ringdown.sdp.Codec.H264_SINGLE);
        return known;
    }

    private static SequencedMap<String, Feedback> feedback() {
        var names = new LinkedHashMap<String, Feedback>();
        names.put("nack", Feedback.NACK);
        names.put("nack pli", Feedback.PLI);
        names.put("ccm fir", Feedback.FIR);
        names.put("goog-remb", Feedback.REMB);
        names.put("ccm tmmbr", Feedback.TMMBR);
        return names;
    }

    /** All that we pass on, the best first. */
    public static List<Codec> all() {
        return List.copyOf(KNOWN.keySet());
    }

    /** As SDP writes them. */
    public static List<org.ringdown.sdp.Codec> described(List<Codec> codecs) {
        return codecs.stream().filter(KNOWN::containsKey).map(KNOWN::get).toList();
    }

    /** What we say and understand beside pictures of a page: limits in the way of browsers. */
    public static List<String> feedbackOfPages() {
        return named(Feedback.TMMBR);
    }

    /** The same for SIP peers, who have limits of a standard. */
    public static List<String> feedbackOfPhones() {
        return named(Feedback.REMB);
    }

    private static List<String> named(Feedback without) {
        return FEEDBACK.keySet().stream().filter(name -> FEEDBACK.get(name) != without).toList();
    }

    /** What one of a description is to us. */
    public static Optional<Codec> read(org.ringdown.sdp.Codec described) {
        return KNOWN.entrySet().stream()
                .filter(entry -> entry.getValue().matches(described))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** By the name that rtpmap gives it, where it may still be any of several. */
    public static List<Codec> named(String encoding) {
        return KNOWN.entrySet().stream()
                .filter(entry -> entry.getValue().encoding().equalsIgnoreCase(encoding))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What two can show each other: the best of what both do first, in whatever order each of them says it. */
    public static List<Codec> common(List<Codec> one, List<Codec> other) {
        return KNOWN.keySet().stream()
                .filter(codec -> one.contains(codec) && other.contains(codec))
                .toList();
    }

    /** In what somebody who can do {@code able} shows himself to somebody who can do {@code theirs}; where they share none, his own may be converted. */
    public static Optional<Codec> shown(List<Codec> able, List<Codec> theirs, Transcoding may) {
        var common = common(able, theirs).stream().findFirst();
        if (common.isPresent() || theirs.isEmpty() || !may.pictures()) return common;
        return common(able, all()).stream().findFirst();
    }

    /** What to offer for somebody who can do {@code theirs}: these first, so that nothing is converted that need not be. */
    public static List<Codec> offered(List<Codec> theirs, Transcoding may) {
        if (theirs.isEmpty() || !may.pictures()) return theirs;
        return Stream.concat(theirs.stream(), all().stream()).distinct().toList();
    }

    /** @param bitrate the most that the far end wants, where it says so */
    public static Pictures agreed(AgreedMedia media, OptionalLong bitrate) {
        var sends = media.direction().sends();
        var receives = media.direction().receives();
        return new Pictures(
                sends ? formats(media, true) : List.of(),
                receives ? formats(media, false) : List.of(),
                retransmissions(media),
                feedback(media),
                bitrate);
    }

    private static List<Format> formats(AgreedMedia media, boolean sending) {
        return media.codecs().stream()
                .filter(agreed -> agreed.codec().carriesMedia())
                .flatMap(agreed ->
                        read(agreed.codec()).stream()
                                .map(codec ->
                                        new Format(
                                                sending ? agreed.sendType() : agreed.receiveType(),
                                                codec)))
                .toList();
    }

    private static Map<Integer, Integer> retransmissions(AgreedMedia media) {
        var types = new HashMap<Integer, Integer>();
        for (var agreed : media.codecs()) {
            agreed.codec().retransmits().ifPresent(first -> types.put(agreed.sendType(), first));
        }
        return types;
    }

    private static Set<Feedback> feedback(AgreedMedia media) {
        return media.codecs().stream()
                .flatMap(agreed -> agreed.feedback().stream())
                .filter(FEEDBACK::containsKey)
                .map(FEEDBACK::get)
                .collect(Collectors.toUnmodifiableSet());
    }
}
