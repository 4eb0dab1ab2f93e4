import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.esf.CompleteRevocationRefs;
import org.bouncycastle.asn1.esf.CrlOcspRef;
import org.bouncycastle.asn1.esf.RevocationValues;
import org.bouncycastle.asn1.ess.OtherCertID;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSData;
import org.bouncycastle.tsp.ers.ERSDataGroup;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.util.Store;

/** What BouncyCastle says of files: one line per fact, words separated by blanks; the class knows no expectation.
 *
 * <p>Each argument file holds one task per line, its words separated by tabs:
 * cms FILE [CONTENT] | cades FILE | record FILE DATA... | group FILE DATA... | renewal-imprint FILE | hash-renewal-imprint FILE OID DATA
 */
public class BouncyCastleJudge {
    private static final Date NOW_FAR_AHEAD = new Date(Long.MAX_VALUE / 2);

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        for (String line : Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
            String[] words = line.split("\t");
            try {
                judge(words);
            } catch (Throwable refused) {
                System.out.println("refused " + said(refused));
            }
            System.out.println("--");
        }
    }

    private static void judge(String[] words) throws Exception {
        switch (words[0]) {
            case "cms" -> cms(read(words[1]), words.length > 2 ? read(words[2]) : null);
            case "cades" -> cades(new CMSSignedData(read(words[1])));
            case "record" -> {
                for (int i = 2; i < words.length; i++) {
                    record(read(words[1]), new ERSByteData(read(words[i])));
                }
            }
            case "group" -> record(read(words[1]), group(words, 2));
            case "renewal-imprint" -> System.out.println("imprint " + HexFormat.of().formatHex(
                    opened(read(words[1])).generateTimeStampRenewalRequest(new TimeStampRequestGenerator()).getMessageImprintDigest()));
            case "hash-renewal-imprint" -> System.out.println("imprint " + HexFormat.of().formatHex(
                    opened(read(words[1])).generateHashRenewalRequest(
                            digests().get(new AlgorithmIdentifier(new ASN1ObjectIdentifier(words[2]))),
                            new ERSByteData(read(words[3])),
                            new TimeStampRequestGenerator()).getMessageImprintDigest()));
            default -> throw new IllegalArgumentException("unknown task " + words[0]);
        }
    }

    /** The references and values of the first signer, counted as the library reads them. */
    private static void cades(CMSSignedData data) throws Exception {
        for (ASN1Encodable item : data.getSignerInfos().getSigners().iterator().next().getUnsignedAttributes().toASN1Structure().getAttributes()) {
            Attribute attribute = Attribute.getInstance(item);
            ASN1Encodable value = attribute.getAttrValues().getObjectAt(0);
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.id_aa_ets_certificateRefs)) {
                ASN1Sequence references = ASN1Sequence.getInstance(value);
                String hash = OtherCertID.getInstance(references.getObjectAt(0)).getAlgorithmHash().getAlgorithm().getId();
                System.out.println("certificate-references " + references.size() + (hash.endsWith(".4.2.1") ? " sha256" : " " + hash));
            } else if (attribute.getAttrType().equals(PKCSObjectIdentifiers.id_aa_ets_revocationRefs)) {
                CrlOcspRef[] references = CompleteRevocationRefs.getInstance(value).getCrlOcspRefs();
                StringBuilder crls = new StringBuilder(), ocsps = new StringBuilder();
                for (CrlOcspRef reference : references) {
                    crls.append(" ").append(reference.getCrlids() == null ? 0 : reference.getCrlids().getCrls().length);
                    ocsps.append(" ").append(reference.getOcspids() == null ? 0 : reference.getOcspids().getOcspResponses().length);
                }
                System.out.println("revocation-references " + references.length + " crls" + crls + " ocsps" + ocsps);
            } else if (attribute.getAttrType().equals(PKCSObjectIdentifiers.id_aa_ets_certValues)) {
                System.out.println("certificate-values " + ASN1Sequence.getInstance(value).size());
            } else if (attribute.getAttrType().equals(PKCSObjectIdentifiers.id_aa_ets_revocationValues)) {
                RevocationValues values = RevocationValues.getInstance(value);
                System.out.println("revocation-values crls " + values.getCrlVals().length + " ocsps " + values.getOcspVals().length);
            }
        }
    }

    private static void record(byte[] encoded, ERSData data) throws Exception {
        ERSEvidenceRecord record = opened(encoded);
        record.validate(verifier(record.getSigningCertificate()));
        record.validatePresent(data, NOW_FAR_AHEAD);
        System.out.println("present");
    }

    private static ERSEvidenceRecord opened(byte[] encoded) throws Exception {
        return new ERSEvidenceRecord(encoded, digests());
    }

    private static ERSDataGroup group(String[] words, int from) throws Exception {
        List<ERSData> parts = new ArrayList<>();
        for (int i = from; i < words.length; i++) {
            parts.add(new ERSByteData(read(words[i])));
        }
        return new ERSDataGroup(parts);
    }

    private static void cms(byte[] encoded, byte[] content) throws Exception {
        CMSSignedData data = content == null
                ? new CMSSignedData(encoded)
                : new CMSSignedData(new CMSProcessableByteArray(content), encoded);
        int number = 0;
        for (SignerInformation signer : data.getSignerInfos().getSigners()) {
            signer("signer " + number++, signer, data.getCertificates());
        }
    }

    private static void signer(String name, SignerInformation signer, Store<X509CertificateHolder> certificates) {
        System.out.println(name + " " + outcome(signer, certificates));
        tokens(name, signer, certificates);
        int number = 0;
        for (SignerInformation counter : signer.getCounterSignatures().getSigners()) {
            signer(name + "." + number++, counter, certificates);
        }
    }

    private static String outcome(SignerInformation signer, Store<X509CertificateHolder> certificates) {
        Collection<X509CertificateHolder> found = matching(certificates, signer);
        if (found.isEmpty()) {
            return "no-certificate";
        }
        try {
            return signer.verify(verifier(found.iterator().next())) ? "good" : "bad";
        } catch (Exception refused) {
            return "refused " + said(refused);
        }
    }

    @SuppressWarnings("unchecked")
    private static Collection<X509CertificateHolder> matching(
            Store<X509CertificateHolder> certificates, SignerInformation signer) {
        return certificates.getMatches(signer.getSID());
    }

    private static void tokens(String name, SignerInformation signer, Store<X509CertificateHolder> certificates) {
        if (signer.getUnsignedAttributes() == null) {
            return;
        }
        ASN1Sequence all = ASN1Sequence.getInstance(
                new org.bouncycastle.asn1.DERSequence(signer.getUnsignedAttributes().toASN1EncodableVector()));
        for (ASN1Encodable item : all) {
            Attribute attribute = Attribute.getInstance(item);
            for (ASN1Encodable value : attribute.getAttrValues()) {
                token(name, attribute.getAttrType().getId(), value, certificates);
            }
        }
    }

    private static void token(
            String name, String kind, ASN1Encodable value, Store<X509CertificateHolder> certificates) {
        TimeStampToken token;
        try {
            token = new TimeStampToken(ContentInfo.getInstance(value));
        } catch (Exception notOne) {
            return;
        }
        String outcome;
        try {
            Collection<X509CertificateHolder> found = token.getCertificates().getMatches(token.getSID());
            if (found.isEmpty()) {
                found = certificates.getMatches(token.getSID());
            }
            token.validate(verifier(found.iterator().next()));
            outcome = "good";
        } catch (Exception refused) {
            outcome = "refused " + said(refused);
        }
        System.out.println("token " + name.split(" ")[1] + " " + kind + " " + outcome);
    }

    private static SignerInformationVerifier verifier(X509CertificateHolder certificate) throws Exception {
        return new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate);
    }

    private static DigestCalculatorProvider digests() throws Exception {
        return new JcaDigestCalculatorProviderBuilder().setProvider("BC").build();
    }

    private static byte[] read(String path) throws Exception {
        return Files.readAllBytes(Path.of(path));
    }

    private static String said(Throwable refused) {
        return (refused.getClass().getSimpleName() + ": " + refused.getMessage()).replaceAll("\\s+", " ");
    }
}
