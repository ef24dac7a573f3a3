package org.ringdown.sip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.ringdown.wire.MalformedException;

/**
 * The headers of a message, in order; names compare without case, and a compact form is its full name (RFC 3261 §7.3).
 *
 * <p>Values are parsed when asked for. Of a message that {@link Validation} has passed, every accessor here can be read;
 * of another, those for From, Via and their kind throw {@link IllegalStateException} where the header is missing or wrong.
 */
public final class Headers implements Iterable<Header> {
    public static final Headers NONE = new Headers(List.of());

    /** Turns the text of one value into its type. */
    interface Reader<T> {
        T read(String value) throws MalformedException;
    }

    private final List<Header> lines;

    // Read often, by many, and always with the same result: whichever thread writes first is right.
    private Via via;
    private NameAddr from;
    private NameAddr to;
    private CSeq cseq;

    Headers(List<Header> lines) {
        this.lines = List.copyOf(lines);
    }

    public static HeadersBuilder builder() {
        return new HeadersBuilder();
    }

    public HeadersBuilder toBuilder() {
        return new HeadersBuilder().addAll(this);
    }

    /** These headers with {@code name} set to one value. */
    public Headers with(String name, String value) {
        return toBuilder().set(name, value).build();
    }

    /** These headers with the first line of {@code name} replaced, the others kept. */
    Headers withFirst(String name, String value) {
        return toBuilder().setFirst(name, value).build();
    }

    public Headers without(String name) {
        return toBuilder().remove(name).build();
    }

    @Override
    public Iterator<Header> iterator() {
        return lines.iterator();
    }

    public int size() {
        return lines.size();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** The first line of this name, whole. */
    public Optional<String> first(String name) {
        var full = HeaderName.full(name);
        for (var line : lines) {
            if (line.name().equalsIgnoreCase(full)) return Optional.of(line.value());
        }
        return Optional.empty();
    }

    /** All lines of this name, whole. */
    public List<String> lines(String name) {
        var full = HeaderName.full(name);
        var values = new ArrayList<String>(2);
        for (var line : lines) {
            if (line.name().equalsIgnoreCase(full)) values.add(line.value());
        }
        return List.copyOf(values);
    }

    /** All values of this name: each line, or, where the header is a list, each part between commas. */
    public List<String> all(String name) {
        var whole = lines(name);
        if (!HeaderName.isList(name)) return whole;
        var values = new ArrayList<String>(whole.size());
        for (var line : whole) values.addAll(Lists.split(line));
        return values;
    }

    /** The topmost Via. */
    public Via via() {
        return sure(this::readVia);
    }

    public List<Via> vias() {
        return sure(() -> readAll("Via", Via::parse));
    }

    public NameAddr from() {
        return sure(this::readFrom);
    }

    public NameAddr to() {
        return sure(this::readTo);
    }

    public CSeq cseq() {
        return sure(this::readCSeq);
    }

    public String callId() {
        return sure(() -> read("Call-ID", HeaderValues::callId));
    }

    /** 0 to 255; empty when absent or unreadable. */
    public OptionalInt maxForwards() {
        var hops = Numbers.parse(first("Max-Forwards").orElse(""), 255);
        return hops.isPresent() ? OptionalInt.of((int) hops.getAsLong()) : OptionalInt.empty();
    }

    /** The addresses of all Contact headers; empty when there is none, and when it is {@code *}. */
    public List<Contact> contacts() {
        return allContacts() ? List.of() : sure(() -> readAll("Contact", Contact::parse));
    }

    /** Whether Contact is {@code *}: all bindings of an address of record (§10.2.2). */
    public boolean allContacts() {
        return first("Contact").filter("*"::equals).isPresent() && lines("Contact").size() == 1;
    }

    /** Seconds; 3600 where the value cannot be read (§20.19). */
    public OptionalLong expires() {
        if (!has("Expires")) return OptionalLong.empty();
        return OptionalLong.of(seconds("Expires").orElse(Contact.DEFAULT_EXPIRY));
    }

    /** The leading number of a header in seconds, such as Retry-After, Min-Expires, Session-Expires; empty when unreadable. */
    public OptionalLong seconds(String name) {
        return Numbers.parse(HeaderValues.leadingWord(first(name).orElse("")), Contact.MAX_SECONDS);
    }

    /** The first value of a header like Session-Expires, Reason, Event or Replaces; empty when absent or unreadable. */
    public Optional<Parameterised> parameterised(String name) {
        return readable(name, Parameterised::parse).stream().findFirst();
    }

    /** The number of a reliable provisional response (RFC 3262 §7.1); empty when absent or unreadable. */
    public OptionalLong rseq() {
        var number = Numbers.parse(first("RSeq").orElse(""), RAck.MAX);
        return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    /** What a PRACK acknowledges; empty when absent or unreadable. */
    public Optional<RAck> rack() {
        return readable("RAck", RAck::parse).stream().findFirst();
    }

    /** Empty when absent or unreadable. */
    public Optional<SessionExpires> sessionExpires() {
        return readable("Session-Expires", SessionExpires::parse).stream().findFirst();
    }

    public List<NameAddr> routes() {
        return sure(() -> readAll("Route", NameAddr::parse));
    }

    /** The proxies between a phone that registers and its registrar, the nearest to the registrar first (RFC 3327 §4). */
    public List<NameAddr> path() {
        return sure(() -> readAll("Path", NameAddr::parse));
    }

    public List<NameAddr> recordRoutes() {
        return sure(() -> readAll("Record-Route", NameAddr::parse));
    }

    public Optional<MediaType> contentType() {
        return has("Content-Type")
                ? Optional.of(sure(() -> read("Content-Type", MediaType::parse)))
                : Optional.empty();
    }

    /** Option tags, as they are written: one that is no token is still required. */
    public List<String> require() {
        return all("Require").stream().filter(tag -> !tag.isEmpty()).toList();
    }

    /** Option tags. */
    public List<String> supported() {
        return tokens("Supported");
    }

    /** Whether Supported or Require names this option tag. */
    public boolean supports(String optionTag) {
        return contains(supported(), optionTag) || contains(require(), optionTag);
    }

    /** Methods. */
    public List<String> allow() {
        return tokens("Allow");
    }

    /** The ranges that can be read; empty too when the header is absent. */
    public List<MediaType> accept() {
        return readable("Accept", MediaType::parse);
    }

    /** Whether a body of this type is welcome: without an Accept header, only {@code application/sdp} (§20.1). */
    public boolean accepts(String mediaType) {
        if (!has("Accept")) return MediaType.SDP.includes(mediaType);
        return accept().stream().anyMatch(range -> range.includes(mediaType));
    }

    /** Challenges, one a line, strongest first (RFC 8760 §2). */
    public List<String> wwwAuthenticate() {
        return lines("WWW-Authenticate");
    }

    public List<String> proxyAuthenticate() {
        return lines("Proxy-Authenticate");
    }

    public List<String> authorization() {
        return lines("Authorization");
    }

    public List<String> proxyAuthorization() {
        return lines("Proxy-Authorization");
    }

    /** The values of a list of tokens; what is not a token is left out. */
    public List<String> tokens(String name) {
        return all(name).stream().filter(Alphabet.TOKEN::spells).toList();
    }

    Via readVia() throws MalformedException {
        if (via == null)
            via = read("Via", line -> Via.parse(line.substring(0, Lists.firstEnd(line, 0))));
        return via;
    }

    NameAddr readFrom() throws MalformedException {
        if (from == null) from = read("From", NameAddr::parse);
        return from;
    }

    NameAddr readTo() throws MalformedException {
        if (to == null) to = read("To", NameAddr::parse);
        return to;
    }

    CSeq readCSeq() throws MalformedException {
        if (cseq == null) cseq = read("CSeq", CSeq::parse);
        return cseq;
    }

    <T> T read(String name, Reader<T> reader) throws MalformedException {
        var value = first(name);
        if (value.isEmpty()) throw new MalformedException(name + ": missing (RFC 3261 §8.1.1)");
        return read(name, value.get(), reader);
    }

    <T> List<T> readAll(String name, Reader<T> reader) throws MalformedException {
        var values = new ArrayList<T>();
        for (var value : all(name)) values.add(read(name, value, reader));
        return List.copyOf(values);
    }

    /** A complaint begins with the name of the header it is about. */
    private static <T> T read(String name, String value, Reader<T> reader)
            throws MalformedException {
        try {
            return reader.read(value);
        } catch (MalformedException e) {
            throw new MalformedException(name + ": " + e.getMessage());
        }
    }

    private <T> List<T> readable(String name, Reader<T> reader) {
        var values = new ArrayList<T>();
        for (var value : all(name)) {
            try {
                values.add(reader.read(value));
            } catch (MalformedException _) {
                // What cannot be read in an optional header says nothing (RFC 3261 §8.2.2).
            }
        }
        return List.copyOf(values);
    }

    private static boolean contains(List<String> tags, String wanted) {
        return tags.stream().anyMatch(wanted::equalsIgnoreCase);
    }

    private interface Reading<T> {
        T get() throws MalformedException;
    }

    private static <T> T sure(Reading<T> reading) {
        try {
            return reading.get();
        } catch (MalformedException e) {
            throw new IllegalStateException("read before it was validated: " + e.getMessage());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers && lines.equals(headers.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
