package org.ringdown.sip.event;

import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ringdown.sip.Body;
import org.ringdown.wire.MalformedException;

/**
 * Reads a small XML document that a stranger wrote: UTF-8, no document type, no entities but the five of XML itself, and so much of
 * everything and no more.
 */
final class XmlReader {
    /** Bytes. */
    static final int LONGEST = 32 * 1024;

    static final int DEEPEST = 12;
    static final int MOST_ELEMENTS = 500;
    static final int MOST_ATTRIBUTES = 24;

    /** Characters of an attribute, or of an element's own text. */
    static final int LONGEST_TEXT = 2048;

    private static final String RULE = " (XML 1.0)";

    private final XMLStreamReader in;
    private int elements;

    private XmlReader(XMLStreamReader in) {
        this.in = in;
    }

    /** The root element. */
    static XmlElement read(Body body) throws MalformedException {
        if (body.size() > LONGEST) throw malformed("document of more than " + LONGEST + " bytes");
        try {
            return new XmlReader(factory().createXMLStreamReader(new StringReader(utf8(body))))
                    .root();
        } catch (XMLStreamException wrong) {
            var at = wrong.getLocation();
            // Its own words may quote the document.
            throw malformed(
                    "not well formed" + (at == null ? "" : " in line " + at.getLineNumber()));
        }
    }

    /** The JDK's own, whatever else is on the class path; given text, it never looks at what encoding the document claims. */
    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing else is read");
        });
        return factory;
    }

    private static String utf8(Body body) throws MalformedException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(body.bytes()).toString();
        } catch (CharacterCodingException _) {
            throw malformed("not UTF-8");
        }
    }

    private XmlElement root() throws XMLStreamException, MalformedException {
        while (in.hasNext()) {
            if (next() == XMLStreamConstants.START_ELEMENT) {
                var root = element(1);
                while (in.hasNext()) next();
                return root;
            }
        }
        throw malformed("no element");
    }

    /** The next event that says something; what has no place in these documents is refused. */
    private int next() throws XMLStreamException, MalformedException {
        int event = in.next();
        return switch (event) {
            case XMLStreamConstants.DTD,
                    XMLStreamConstants.ENTITY_REFERENCE,
                    XMLStreamConstants.ENTITY_DECLARATION,
                    XMLStreamConstants.NOTATION_DECLARATION ->
                    throw malformed("a document type or an entity");
            default -> event;
        };
    }

    private XmlElement element(int depth) throws XMLStreamException, MalformedException {
        if (depth > DEEPEST) throw malformed("elements deeper than " + DEEPEST);
        if (++elements > MOST_ELEMENTS) throw malformed("more than " + MOST_ELEMENTS + " elements");
        var name = in.getLocalName();
        var namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
        var attributes = attributes();
        var children = new ArrayList<XmlElement>();
        var text = new StringBuilder();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(text);
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(
                            namespace,
                            name,
                            attributes,
                            List.copyOf(children),
                            text.toString().strip());
                }
                default -> {} // comments, processing instructions, white space
            }
        }
    }

    private void append(StringBuilder text) throws MalformedException {
        if (text.length() + in.getTextLength() > LONGEST_TEXT)
            throw malformed("text of more than " + LONGEST_TEXT + " characters");
        text.append(in.getText());
    }

    private Map<String, String> attributes() throws MalformedException {
        if (in.getAttributeCount() > MOST_ATTRIBUTES)
            throw malformed("more than " + MOST_ATTRIBUTES + " attributes");
        var found = new HashMap<String, String>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            var value = in.getAttributeValue(i);
            if (value.length() > LONGEST_TEXT)
                throw malformed("attribute of more than " + LONGEST_TEXT + " characters");
            boolean plain =
                    in.getAttributeNamespace(i) == null || in.getAttributeNamespace(i).isEmpty();
            if (plain) found.put(in.getAttributeLocalName(i), value);
        }
        return found;
    }

    private static MalformedException malformed(String complaint) {
        return new MalformedException(complaint + RULE);
    }
}
