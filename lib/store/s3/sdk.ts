/**
 * The parts of the AWS SDK that the service uses. They are the only import of its values, because a build puts them
 * into a file of their own, which is loaded when they are needed.
 */
export {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
export { getSignedUrl } from "@aws-sdk/s3-request-presigner";
