package org.ringdown.sdp;

/** One a= line (RFC 8866 §5.13): a property by its mere name, or a name with a value. The value of a property is empty. */
public record Attribute(String name, String value) {
    public Attribute {
        Text.line(name);
        Text.line(value);
        if (name.isEmpty() || name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an attribute name is empty or holds a colon");
        }
    }

    /** A property attribute, such as {@code a=rtcp-mux}. */
    public Attribute(String name) {
        this(name, "");
    }

    @Override
    public String toString() {
        return value.isEmpty() ? name : name + ":" + value;
    }
}
