package org.ringdown.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One m-line as its reader needs it: with what it inherits from the session, and its attributes typed.
 *
 * <p>Nothing here throws. An attribute that cannot be read counts as absent; where it was needed, that is a {@link Refusal}.
 *
 * @param line its place among the m-lines, from zero
 */
public record MediaSection(SessionDescription session, int line, MediaDescription media) {
    /** No peer means more than a second of sound in a packet; a larger number is an attack or a mistake. */
    private static final int LONGEST_PACKET = 1000;

    private static final long MOST_KILOBITS = 10_000_000;

    public String kind() {
        return media.kind();
    }

    /** Media is wanted: the port says so, or the m-line rides on another's (RFC 8843 §6). */
    public boolean isOffered() {
        return media.port() != 0 || isBundleOnly();
    }

    public boolean isBundleOnly() {
        return media.port() == 0 && media.has("bundle-only");
    }

    public Optional<Connection> connection() {
        return media.connection().or(session::connection);
    }

    /** The direction from the describing side's view, {@code sendrecv} where none is stated. */
    public Direction direction() {
        return Direction.statedBy(media)
                .or(() -> Direction.statedBy(session))
                .orElse(Direction.SENDRECV);
    }

    /**
     * The direction of a peer that does not use ICE: for it, an unspecified address is an older way to say "send me nothing"
     * (RFC 3264 §8.4). With ICE the address only says that candidates come later.
     */
    public Direction directionWithoutIce() {
        boolean nowhere = connection().filter(Connection::isUnspecified).isPresent();
        return nowhere ? direction().and(Direction.SENDONLY) : direction();
    }

    /** The codecs in the peer's order of preference, static payload types included; empty where the m-line is not RTP. */
    public List<PayloadType> codecs() {
        return RtpMaps.read(media);
    }

    /** Milliseconds of media wanted in a packet (RFC 8866 §6.4). */
    public OptionalInt packetTime() {
        return milliseconds("ptime");
    }

    /** The most milliseconds of media in a packet (RFC 8866 §6.5). */
    public OptionalInt maxPacketTime() {
        return milliseconds("maxptime");
    }

    /** The most bits a second that the describing side wants to receive (b=TIAS, RFC 3890, else b=AS, RFC 8866 §5.8). */
    public OptionalLong bitrate() {
        var exact = bandwidth("TIAS").stream();
        var rounded = bandwidth("AS").stream().map(kilo -> Math.min(kilo, MOST_KILOBITS) * 1000);
        return Stream.concat(exact, rounded).mapToLong(Long::longValue).findFirst();
    }

    private List<Long> bandwidth(String type) {
        return media.bandwidth().stream()
                .filter(limit -> limit.type().equals(type) && limit.value() > 0)
                .map(Bandwidth::value)
                .toList();
    }

    /** The m-line's name (RFC 5888 §4). */
    public Optional<String> mid() {
        return media.first("mid").filter(mid -> Text.fields(mid).size() == 1);
    }

    public Optional<IceCredentials> ice() {
        return inherited("ice-ufrag")
                .flatMap(ufrag -> inherited("ice-pwd").flatMap(p -> IceCredentials.of(ufrag, p)));
    }

    public List<IceCandidate> candidates() {
        return typed("candidate", IceCandidate::parse);
    }

    public List<String> iceOptions() {
        return inherited("ice-options").map(Text::fields).orElse(List.of());
    }

    /** Those of the m-line, or where it has none, those of the session (RFC 8122 §5). */
    public List<Fingerprint> fingerprints() {
        var level = media.has("fingerprint") ? media : session;
        return level.every("fingerprint").stream()
                .flatMap(text -> Fingerprint.parse(text).stream())
                .toList();
    }

    public Optional<Setup> setup() {
        return inherited("setup").flatMap(Setup::of);
    }

    /** RTP and RTCP on one port (RFC 5761 §5.1.1). */
    public boolean rtcpMux() {
        return media.has("rtcp-mux");
    }

    public Optional<RtcpPort> rtcp() {
        return media.first("rtcp").flatMap(RtcpPort::parse);
    }

    /** Header extensions; those of the session hold for each m-line (RFC 8285 §5). */
    public List<Extmap> extensions() {
        var level = media.has("extmap") ? media : session;
        return level.every("extmap").stream().flatMap(text -> Extmap.parse(text).stream()).toList();
    }

    public List<Msid> msids() {
        return typed("msid", Msid::parse);
    }

    public List<SsrcAttribute> ssrcs() {
        return typed("ssrc", SsrcAttribute::parse);
    }

    public List<Crypto> cryptos() {
        return typed("crypto", Crypto::parse);
    }

    private Optional<String> inherited(String name) {
        return media.first(name).or(() -> session.first(name));
    }

    private <T> List<T> typed(String name, Function<String, Optional<T>> parse) {
        return media.every(name).stream().flatMap(text -> parse.apply(text).stream()).toList();
    }

    private OptionalInt milliseconds(String name) {
        var stated = Text.number(media.first(name).orElse("").strip(), LONGEST_PACKET);
        return stated.orElse(0) > 0 ? stated : OptionalInt.empty();
    }
}
