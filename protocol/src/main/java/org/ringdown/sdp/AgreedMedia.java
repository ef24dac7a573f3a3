package org.ringdown.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One medium of a negotiated session.
 *
 * @param line its m-line's place, from zero; lines that were not agreed to are missing
 * @param direction from our view
 * @param codecs in the answerer's order of preference; any of them may arrive at any moment
 * @param extensions header extensions that packets may carry
 */
public record AgreedMedia(
        int line,
        String kind,
        Optional<String> mid,
        Direction direction,
        List<AgreedCodec> codecs,
        List<Extmap> extensions) {
    public AgreedMedia {
        codecs = List.copyOf(codecs);
        extensions = List.copyOf(extensions);
        if (codecs.stream().noneMatch(agreed -> agreed.codec().carriesMedia())) {
            throw new IllegalArgumentException("no codec agreed");
        }
    }

    /** The preferred codec that carries sound or picture. */
    public AgreedCodec codec() {
        return codecs.stream()
                .filter(agreed -> agreed.codec().carriesMedia())
                .findFirst()
                .orElseThrow();
    }

    /** Key presses that accompany a codec of this clock rate. */
    public Optional<AgreedCodec> telephoneEvent(int clockRate) {
        return codecs.stream()
                .filter(agreed -> agreed.codec().matches(Codec.telephoneEvent(clockRate)))
                .findFirst();
    }
}
