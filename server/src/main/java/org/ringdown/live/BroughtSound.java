package org.ringdown.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.codec.Opus;
import org.ringdown.codec.SoundCodecs;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.Codec;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.flv.SoundFormat;

/** In what a stream speaks, and in what a call may be offered that hears it. */
enum BroughtSound {
    PCMA("pcma"),
    PCMU("pcmu"),
    OPUS("opus"),
    SPEEX("speex"),
    NELLYMOSER("nellymoser"),
    AAC("aac"),
    MP3("mp3/flv");

    private static final Codec KEYS = Codec.telephoneEvent(8000);

    private final String codec;

    BroughtSound(String codec) {
        this.codec = codec;
    }

    /** Empty where it is none that calls have. */
    static Optional<BroughtSound> of(AudioTag tag) {
        return Optional.ofNullable(
                switch (tag) {
                    case AudioTag.Plain plain -> plain(plain.format());
                    case AudioTag.Aac _ -> AAC;
                    case AudioTag.Frames(var kind, _) when kind.equals(FourCc.AAC) -> AAC;
                    case AudioTag.Frames(var kind, _) when kind.equals(FourCc.OPUS) -> OPUS;
                    default -> null;
                });
    }

    private static BroughtSound plain(SoundFormat format) {
        return switch (format) {
            case PCMA -> PCMA;
            case PCMU -> PCMU;
            case SPEEX -> SPEEX;
            case NELLYMOSER, NELLYMOSER_8K, NELLYMOSER_16K -> NELLYMOSER;
            case MP3, MP3_8K -> MP3;
            default -> null;
        };
    }

    /** As tags before the first sound are no sound: configurations, and silence. */
    static boolean isSound(AudioTag tag) {
        return !(tag instanceof AudioTag.Silence
                || tag instanceof AudioTag.AacStart
                || tag instanceof AudioTag.Start
                || tag instanceof AudioTag.Channels);
    }

    /** Why it cannot be heard in calls; empty where it can. */
    Optional<String> trouble() {
        boolean known =
                switch (this) {
                    case PCMA, PCMU -> true;
                    case OPUS -> Opus.isPresent();
                    default ->
                            SoundCodecs.knownBeside().stream()
                                    .anyMatch(one -> one.name().equals(codec));
                };
        if (known) return Optional.empty();
        return Optional.of(
                this == OPUS
                        ? "its sound is Opus, which needs libopus"
                        : "its sound is " + codec + ", which needs the add-on");
    }

    /** What of G.711 goes as it is; all else is converted into what is best at the other end. */
    List<Codec> offered() {
        var all =
                new ArrayList<>(
                        switch (this) {
                            case PCMA -> List.of(Codec.PCMA, Codec.PCMU);
                            case PCMU -> List.of(Codec.PCMU, Codec.PCMA);
                            default -> StreamDecoder.known();
                        });
        all.add(KEYS);
        return all;
    }
}
