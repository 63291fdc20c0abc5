/** What a file can hold whose type the reading room does not read, by what its first bytes say it is: a sentence or two for people. */
export const holdings = {
  model:
    'A trained model. Models can repeat the records that they were trained on, and some kinds keep them as they are.',
  pickle:
    'An object of Python. It can hold anything, whole tables too, and can run commands when it is opened: do not open it outside the environment.',
  packedPickle:
    'A model or another object of Python, as PyTorch keeps them. It can hold anything, whole tables too, and can run commands when it is opened: do not open it outside the environment.',
  hdf5: 'Weights, tables or images in HDF5. Both models and whole data sets are kept so.',
  records: 'A data set, as a rule of single records.',
  r: 'Objects of R. Fitted models in them keep the data that they were fitted to.',
  array: 'Numbers of an array, each as it was computed, which can be one for each person.',
  arrays: 'Arrays of numbers, each as it was computed, which can be one for each person.',
  sqlite: 'A database with its tables, and with rows that were deleted and not yet overwritten.',
  database: 'A database with its tables.',
  office: 'A document of an office program. It can hold tables, hidden text, earlier versions, macros and other files.',
  tensorflow: 'A model or another large value of TensorFlow, as tables of numbers.',
  packed: 'Packed files. Ask for them as plain files.',
  gzip: 'Packed bytes. R keeps its objects so (.rds, .RData), and Python its models (joblib); both can hold whole data sets. Ask for a plain file.',
  printed: 'A drawing that a printer understands. Each point of it is a number that can be read.',
  unknown: 'Bytes that the reading room does not know. They can hold anything.',
} as const;
export type Holding = keyof typeof holdings;
